package io.amparo.platform.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toUnmodifiableSet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * Answers 400 to a query parameter that the endpoint does not have, for every controller of the suite. A misspelled filter would
 * otherwise return the unfiltered list.
 */
final class QueryParameterInterceptor implements HandlerInterceptor {
    private static final String OWN_CONTROLLERS = "io.amparo.";

    private final Map<Method, Set<String>> namesByMethod = new ConcurrentHashMap<>();

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getQueryString() == null || !(handler instanceof HandlerMethod method)
                || !method.getBeanType().getName().startsWith(OWN_CONTROLLERS))
            return true;
        var known = namesByMethod.computeIfAbsent(method.getMethod(), _ -> names(method));
        queryNames(request.getQueryString()).filter(name -> !known.contains(name)).findFirst().ifPresent(unknown -> {
            throw ApiException.malformed(unknown, "unknown");
        });
        return true;
    }

    private static Stream<String> queryNames(String query) {
        return UriComponentsBuilder.newInstance().query(query).build().getQueryParams().keySet().stream()
                .map(name -> UriUtils.decode(name, UTF_8));
    }

    /** Returns the names of the query parameters of a controller method. */
    static Set<String> names(HandlerMethod method) {
        return Arrays.stream(method.getMethodParameters()).flatMap(QueryParameterInterceptor::names).collect(toUnmodifiableSet());
    }

    private static Stream<String> names(MethodParameter parameter) {
        parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
        if (parameter.getParameterType() == Page.Request.class) return Stream.of("cursor", "limit");
        if (parameter.hasParameterAnnotation(ParameterObject.class) || parameter.hasParameterAnnotation(ModelAttribute.class))
            return Arrays.stream(parameter.getParameterType().getRecordComponents()).map(RecordComponent::getName);
        var annotation = parameter.getParameterAnnotation(RequestParam.class);
        if (annotation == null) return Stream.empty();
        return Stream.of(annotation.name().isEmpty() ? parameter.getParameterName() : annotation.name());
    }
}
