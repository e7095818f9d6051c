package io.amparo.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Answers 406 to a change whose caller does not accept JSON, before the change is made. Spring notices it when it writes the
 * response: the change would be made, and the caller would repeat it.
 */
final class AcceptInterceptor implements HandlerInterceptor {
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws HttpMediaTypeNotAcceptableException {
        if (!(handler instanceof HandlerMethod) || SAFE_METHODS.contains(request.getMethod())) return true;
        var accepted = accepted(Collections.list(request.getHeaders(HttpHeaders.ACCEPT)));
        if (accepted.isEmpty() || accepted.stream().anyMatch(MediaType.APPLICATION_JSON::isCompatibleWith)) return true;
        throw new HttpMediaTypeNotAcceptableException(List.of(MediaType.APPLICATION_JSON));
    }

    private static List<MediaType> accepted(List<String> values) throws HttpMediaTypeNotAcceptableException {
        try {
            return MediaType.parseMediaTypes(values);
        } catch (InvalidMediaTypeException e) {
            throw new HttpMediaTypeNotAcceptableException("Cannot parse the header Accept: " + e.getMessage());
        }
    }
}
