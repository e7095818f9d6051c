package io.amparo.platform.web;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Resolves controller parameters of type {@link IdempotencyKey} (422 if malformed) and {@link IfMatch} (428 if missing, 412 if
 * malformed).
 */
final class RequestHeaderArgumentResolver implements HandlerMethodArgumentResolver {
    private static final Pattern KEY_PATTERN = Pattern.compile("[\\x21-\\x7e]{1,128}");
    private static final Pattern ETAG_PATTERN = Pattern.compile("(?:W/)?\"(\\d{1,18})(?:-[0-9a-f]{16})?\"");

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == IdempotencyKey.class || parameter.getParameterType() == IfMatch.class;
    }

    @Override
    public Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container, NativeWebRequest request,
            @Nullable WebDataBinderFactory binder) {
        return parameter.getParameterType() == IdempotencyKey.class
                ? key(request.getHeader(IdempotencyKey.HEADER))
                : ifMatch(request.getHeader(HttpHeaders.IF_MATCH));
    }

    private static IdempotencyKey key(@Nullable String header) {
        if (header == null) return new IdempotencyKey(UUID.randomUUID().toString());
        if (!KEY_PATTERN.matcher(header).matches()) throw ApiException.invalid(IdempotencyKey.HEADER, "malformed");
        return new IdempotencyKey(header);
    }

    private static IfMatch ifMatch(@Nullable String header) {
        if (header == null) throw ApiException.of(HttpStatus.PRECONDITION_REQUIRED, "if-match-required");
        var etag = ETAG_PATTERN.matcher(header.strip());
        if (!etag.matches()) throw ApiException.of(HttpStatus.PRECONDITION_FAILED, "stale");
        return new IfMatch(Long.parseLong(etag.group(1)));
    }
}
