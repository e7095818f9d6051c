package io.amparo.platform.openapi;

import static java.util.stream.Collectors.toCollection;

import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Callers;
import io.amparo.platform.security.Role;
import io.amparo.platform.security.Staff;
import io.amparo.platform.web.IdempotencyKey;
import io.amparo.platform.web.IfMatch;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;

/**
 * Describes what the signature of a controller method implies: the headers of the request and the response, the callers, and all
 * errors.
 */
final class HttpOperationCustomizer implements OperationCustomizer {
    private static final Set<HttpStatus> OF_EVERY_OPERATION = Set.of(HttpStatus.BAD_REQUEST, HttpStatus.UNAUTHORIZED,
            HttpStatus.NOT_ACCEPTABLE, HttpStatus.TOO_MANY_REQUESTS, HttpStatus.INTERNAL_SERVER_ERROR,
            HttpStatus.SERVICE_UNAVAILABLE, HttpStatus.GATEWAY_TIMEOUT);

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        boolean isRead = methods(handler).contains(RequestMethod.GET);
        if (takes(handler, IfMatch.class)) addParameter(operation, "IfMatch");
        if (takes(handler, IdempotencyKey.class)) addParameter(operation, "IdempotencyKey");
        if (isRead && hasVersion(handler)) addParameter(operation, "IfNoneMatch");
        operation.getResponses().forEach((status, response) -> describeSuccess(status, response, handler));
        if (isRead && hasVersion(handler)) add(operation, HttpStatus.NOT_MODIFIED);
        errors(handler, operation).forEach(status -> add(operation, status));
        operation.addExtension("x-roles", roles(handler));
        return operation;
    }

    /** The methods of a path that differ in their media type are one operation, which has each parameter once. */
    private static void addParameter(Operation operation, String name) {
        var parameter = SharedComponents.parameter(name);
        if (operation.getParameters() == null || !operation.getParameters().contains(parameter))
            operation.addParametersItem(parameter);
    }

    private static void describeSuccess(String status, ApiResponse response, HandlerMethod handler) {
        if (status.equals("201") || status.equals("202"))
            response.addHeaderObject(HttpHeaders.LOCATION, SharedComponents.header("Location"));
        if (status.startsWith("2") && hasVersion(handler))
            response.addHeaderObject(HttpHeaders.ETAG, SharedComponents.header("ETag"));
    }

    private static void add(Operation operation, HttpStatus status) {
        operation.getResponses().addApiResponse(Integer.toString(status.value()), SharedComponents.response(status));
    }

    private static Set<HttpStatus> errors(HandlerMethod handler, Operation operation) {
        var errors = new TreeSet<>(OF_EVERY_OPERATION);
        if (hasAccessRule(handler)) errors.add(HttpStatus.FORBIDDEN);
        if (has(handler, PathVariable.class)) errors.add(HttpStatus.NOT_FOUND);
        if (has(handler, RequestBody.class))
            errors.addAll(Set.of(HttpStatus.CONTENT_TOO_LARGE, HttpStatus.UNSUPPORTED_MEDIA_TYPE, HttpStatus.REQUEST_TIMEOUT));
        if (operation.getParameters() != null || operation.getRequestBody() != null) errors.add(HttpStatus.UNPROCESSABLE_CONTENT);
        if (changes(handler, operation)) errors.add(HttpStatus.CONFLICT);
        if (takes(handler, IfMatch.class))
            errors.addAll(Set.of(HttpStatus.PRECONDITION_FAILED, HttpStatus.PRECONDITION_REQUIRED));
        // Errors that an annotation of the method names.
        operation.getResponses().keySet().stream().filter(status -> status.startsWith("4"))
                .forEach(status -> errors.add(HttpStatus.valueOf(Integer.parseInt(status))));
        return errors;
    }

    /** A POST with a body may only compute: it changes a resource if it has a key, or answers with a location. */
    private static boolean changes(HandlerMethod handler, Operation operation) {
        boolean mayCompute = methods(handler).contains(RequestMethod.POST) && operation.getRequestBody() != null;
        var responses = operation.getResponses();
        return !methods(handler).contains(RequestMethod.GET) && (!mayCompute || takes(handler, IdempotencyKey.class)
                || responses.containsKey("201") || responses.containsKey("202"));
    }

    /** A change is refused to readers. */
    private static boolean hasAccessRule(HandlerMethod handler) {
        return !methods(handler).contains(RequestMethod.GET) || find(handler, Staff.class) != null || takes(handler, Caller.class)
                || takes(handler, JwtAuthenticationToken.class) || takes(handler, Jwt.class);
    }

    /** Whether the response has an ETag: the resource of the controller is changed with If-Match, or has one nevertheless. */
    private static boolean hasVersion(HandlerMethod handler) {
        return handler.getReturnType().getParameterType() == ResponseEntity.class
                && (handler.getBeanType().isAnnotationPresent(HasETag.class)
                        || Arrays.stream(handler.getBeanType().getDeclaredMethods())
                                .anyMatch(method -> List.of(method.getParameterTypes()).contains(IfMatch.class)));
    }

    /** A reader may read what an agent may read. */
    private static List<String> roles(HandlerMethod handler) {
        var roles = staffAndCallers(handler);
        return methods(handler).contains(RequestMethod.GET) && roles.contains(Role.AGENT.claim())
                ? Stream.concat(roles.stream(), Stream.of(Role.READER.claim())).toList()
                : roles;
    }

    private static List<String> staffAndCallers(HandlerMethod handler) {
        var staff = find(handler, Staff.class);
        if (staff != null) return claims(staff.value().length == 0 ? Role.staff() : staff.value()).toList();
        var callers = find(handler, Callers.class);
        return callers == null
                ? List.of(Callers.SIGNED_IN)
                : Stream.concat(Stream.of(callers.value()), claims(callers.staff())).toList();
    }

    private static Stream<String> claims(Role[] roles) {
        return Arrays.stream(roles).map(Role::claim);
    }

    private static Set<RequestMethod> methods(HandlerMethod handler) {
        var mapping = AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), RequestMapping.class);
        return mapping == null
                ? Set.of()
                : Arrays.stream(mapping.method()).collect(toCollection(() -> new TreeSet<RequestMethod>()));
    }

    /** The annotation of a method overrides the one of its controller. */
    private static <A extends Annotation> @Nullable A find(HandlerMethod handler, Class<A> type) {
        var ofMethod = AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), type);
        return ofMethod == null ? AnnotatedElementUtils.findMergedAnnotation(handler.getBeanType(), type) : ofMethod;
    }

    private static boolean takes(HandlerMethod handler, Class<?> type) {
        return Arrays.stream(handler.getMethodParameters()).map(MethodParameter::getParameterType)
                .anyMatch(parameter -> parameter == type);
    }

    private static boolean has(HandlerMethod handler, Class<? extends Annotation> annotation) {
        return Arrays.stream(handler.getMethodParameters()).anyMatch(each -> each.hasParameterAnnotation(annotation));
    }
}
