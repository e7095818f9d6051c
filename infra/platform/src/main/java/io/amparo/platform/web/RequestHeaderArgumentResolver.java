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
 * Resolves controller parameters of type {@link IdempotencyKey} (422 if malformed) and {@link IfMatch} (428 if missing, 400 if
 * malformed).
 */
final class RequestHeaderArgumentResolver implements HandlerMethodArgumentResolver {
    private static final Pattern KEY_PATTERN = Pattern.compile("[\\x21-\\x7e]{1,128}");
    /** One ETag (RFC 9110, 8.8.3). A list or {@code *} would change a version that the caller has not read. */
    private static final Pattern ETAG_PATTERN = Pattern.compile("(?:W/)?\"([\\x21\\x23-\\x7e]*)\"");
    private static final Pattern VERSION_PATTERN = Pattern.compile("(\\d{1,18})(?:-[0-9a-f]{16})?");

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
        if (!etag.matches()) throw ApiException.malformed(HttpHeaders.IF_MATCH, "no-etag");
        // Only this service issues versions, and they begin with a number: another ETag cannot be the current one.
        var version = VERSION_PATTERN.matcher(etag.group(1));
        if (!version.matches()) throw ApiException.of(HttpStatus.PRECONDITION_FAILED, "stale");
        return new IfMatch(Long.parseLong(version.group(1)));
    }
}
