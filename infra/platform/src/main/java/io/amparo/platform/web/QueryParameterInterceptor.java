package io.amparo.platform.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
 * Answers 400 to a query parameter that the endpoint does not have, and to one that is repeated although it has one value, for
 * every controller of the suite. A misspelled filter would otherwise return the unfiltered list, and of a repeated one a part
 * would not count.
 */
final class QueryParameterInterceptor implements HandlerInterceptor {
    private static final String OWN_CONTROLLERS = "io.amparo.";
    /** Of a method that takes all parameters as one map. */
    private static final String ANY = "*";

    private final Map<Method, Map<String, Boolean>> parametersByMethod = new ConcurrentHashMap<>();

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getQueryString() == null || request.getDispatcherType() != DispatcherType.REQUEST
                || !(handler instanceof HandlerMethod method) || !method.getBeanType().getName().startsWith(OWN_CONTROLLERS))
            return true;
        var known = parametersByMethod.computeIfAbsent(method.getMethod(), _ -> parameters(method));
        if (known.containsKey(ANY)) return true;
        queryParameters(request.getQueryString()).forEach((encodedName, values) -> {
            var name = UriUtils.decode(encodedName, UTF_8);
            if (!known.containsKey(name)) throw ApiException.malformed(name, "unknown");
            if (values.size() > 1 && !known.get(name)) throw ApiException.malformed(name, "repeated");
        });
        return true;
    }

    private static Map<String, List<String>> queryParameters(String query) {
        return UriComponentsBuilder.newInstance().query(query).build().getQueryParams();
    }

    /** Returns the names of the query parameters of a controller method, and whether they can be repeated. */
    static Map<String, Boolean> parameters(HandlerMethod method) {
        var parameters = new HashMap<String, Boolean>();
        for (var parameter : method.getMethodParameters()) addTo(parameters, parameter);
        return Map.copyOf(parameters);
    }

    private static void addTo(Map<String, Boolean> parameters, MethodParameter parameter) {
        parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
        var type = parameter.getParameterType();
        var annotation = parameter.getParameterAnnotation(RequestParam.class);
        if (annotation != null && Map.class.isAssignableFrom(type))
            parameters.put(ANY, true);
        else if (type == Page.Request.class)
            parameters.putAll(Map.of("cursor", false, "limit", false));
        else if (parameter.hasParameterAnnotation(ParameterObject.class)
                || parameter.hasParameterAnnotation(ModelAttribute.class))
            for (var component : type.getRecordComponents())
                parameters.put(component.getName(), Collection.class.isAssignableFrom(component.getType()));
        else if (annotation != null)
            parameters.put(annotation.name().isEmpty() ? String.valueOf(parameter.getParameterName()) : annotation.name(),
                    Collection.class.isAssignableFrom(type));
    }
}
