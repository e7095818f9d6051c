package io.amparo.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.amparo.platform.security.Role;
import io.amparo.platform.security.Staff;
import io.amparo.platform.web.Page;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.http.ResponseEntity;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ValueConstants;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Sends invalid query parameters to every GET endpoint of a service and requires a problem that names the parameter. It finds the
 * endpoints and their parameters by itself, so that a new list is tested without a new line. A response with {@code items} needs
 * a {@code limit}, unless the test lists its endpoint.
 */
public final class QueryParameters {
    private static final Map<String, Integer> INVALID_LIMITS = new TreeMap<>(
            Map.of("-1", 422, "0", 422, "101", 422, "1000000000", 422, "abc", 400, "99999999999", 400));
    private static final List<String> FOREIGN_CURSORS = List.of("zzz", "!", encoded("no such item"), encoded("1/2"), encoded("/"),
            encoded("\0"), "A".repeat(3_000));

    private final ApiClients api;
    private final RequestMappingHandlerMapping mappings;

    QueryParameters(ApiClients api, RequestMappingHandlerMapping mappings) {
        this.api = api;
        this.mappings = mappings;
    }

    /** A query parameter of a controller method. */
    private record Parameter(String name, Class<?> type, boolean required, boolean repeatable) {
        /** A value that no enum, number, date or duration has. Text accepts every value. */
        boolean hasInvalidValue() {
            return type != String.class && !List.class.isAssignableFrom(type);
        }
    }

    private record Endpoint(String pattern, HandlerMethod handler, List<Parameter> parameters) {
        boolean has(String name) {
            return parameters.stream().anyMatch(each -> each.name().equals(name));
        }

        /** Resources need not exist: parameters are checked first. */
        String uri(String name, String value) {
            var uri = UriComponentsBuilder.fromPath(pattern.replaceAll("\\{\\w+}", "x"));
            parameters.stream().filter(each -> each.required() && !each.name().equals(name))
                    .forEach(each -> uri.queryParam(each.name(), "backup"));
            return uri.queryParam(name, "{value}").encode().buildAndExpand(value).toUriString();
        }
    }

    /**
     * Returns one test per endpoint.
     *
     * @param unpaged patterns of endpoints whose {@code items} have a limit of their own
     */
    public Stream<DynamicTest> tests(String... unpaged) {
        return endpoints().stream().map(endpoint -> dynamicTest(endpoint.pattern(), () -> {
            if (hasItems(endpoint.handler().getReturnType().getGenericParameterType()))
                assertThat(endpoint.has("limit") || Set.of(unpaged).contains(endpoint.pattern())).as("has a limit").isTrue();
            checkUnknownParameter(endpoint);
            endpoint.parameters().stream().filter(each -> !each.repeatable()).forEach(each -> requireProblemAt(endpoint,
                    endpoint.uri(each.name(), "5") + "&" + each.name() + "=6", each.name(), 400));
            if (endpoint.has("limit"))
                INVALID_LIMITS.forEach((limit, status) -> requireProblem(endpoint, "limit", limit, status));
            if (endpoint.has("cursor")) checkCursors(endpoint);
            endpoint.parameters().stream().filter(Parameter::hasInvalidValue).filter(each -> !each.name().equals("limit"))
                    .forEach(each -> requireProblem(endpoint, each.name(), "no-such-value", 400));
        }));
    }

    private void checkUnknownParameter(Endpoint endpoint) {
        requireProblem(endpoint, "colour", "red", 400);
        requireProblem(endpoint, "Limit", "5", 400);
    }

    private void checkCursors(Endpoint endpoint) {
        FOREIGN_CURSORS.forEach(cursor -> requireProblem(endpoint, "cursor", cursor, 422));
        // A cursor that another list of the suite has issued.
        var other = new Page.Request(null, 1, "/api/v1/another-list").of(List.of("a", "b"), key -> key).next();
        requireProblem(endpoint, "cursor", String.valueOf(other), 422);
    }

    private void requireProblem(Endpoint endpoint, String name, String value, int status) {
        requireProblemAt(endpoint, endpoint.uri(name, value), name, status);
    }

    private void requireProblemAt(Endpoint endpoint, String uri, String name, int status) {
        caller(endpoint).get().uri(URI.create(uri)).exchange().expectStatus()
                .value(actual -> assertThat(actual).as(uri.length() > 200 ? uri.substring(0, 200) + "…" : uri).isEqualTo(status))
                .expectHeader().contentTypeCompatibleWith("application/problem+json").expectBody().jsonPath("$.errors[0].field")
                .isEqualTo(name).jsonPath("$.errors[0].code").isNotEmpty().jsonPath("$.errors[0].message").isNotEmpty();
    }

    /** An administrator may call every endpoint, except those that name roles without it: an agent calls them. */
    private RestTestClient caller(Endpoint endpoint) {
        var staff = endpoint.handler().getMethodAnnotation(Staff.class);
        if (staff == null) staff = endpoint.handler().getBeanType().getAnnotation(Staff.class);
        var isForAdmins = staff == null || staff.value().length == 0 || List.of(staff.value()).contains(Role.ADMIN);
        return api.as(isForAdmins ? Persona.IARA : Persona.FABIO);
    }

    private List<Endpoint> endpoints() {
        var endpoints = new ArrayList<Endpoint>();
        mappings.getHandlerMethods().forEach((mapping, handler) -> {
            if (!handler.getBeanType().getName().startsWith("io.amparo.")) return;
            if (!mapping.getMethodsCondition().getMethods().contains(RequestMethod.GET)) return;
            for (var pattern : mapping.getPatternValues()) endpoints.add(new Endpoint(pattern, handler, parameters(handler)));
        });
        assertThat(endpoints).as("GET endpoints").isNotEmpty();
        return endpoints;
    }

    private static List<Parameter> parameters(HandlerMethod handler) {
        return Arrays.stream(handler.getMethodParameters()).flatMap(QueryParameters::parameters).toList();
    }

    private static Stream<Parameter> parameters(MethodParameter parameter) {
        parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
        var type = parameter.getParameterType();
        if (type == Page.Request.class)
            return Stream.of(new Parameter("cursor", String.class, false, false),
                    new Parameter("limit", Integer.class, false, false));
        if (parameter.hasParameterAnnotation(ParameterObject.class))
            return Arrays.stream(type.getRecordComponents()).map(component -> new Parameter(component.getName(),
                    component.getType(), false, Collection.class.isAssignableFrom(component.getType())));
        var annotation = parameter.getParameterAnnotation(RequestParam.class);
        if (annotation == null) return Stream.empty();
        var required = annotation.required() && !parameter.isOptional()
                && annotation.defaultValue().equals(ValueConstants.DEFAULT_NONE);
        return Stream.of(new Parameter(annotation.name().isEmpty() ? parameter.getParameterName() : annotation.name(),
                elementType(parameter), required, Collection.class.isAssignableFrom(parameter.getParameterType())));
    }

    private static Class<?> elementType(MethodParameter parameter) {
        var resolved = ResolvableType.forMethodParameter(parameter);
        return resolved.asCollection() == ResolvableType.NONE
                ? parameter.getParameterType()
                : resolved.asCollection().getGeneric(0).resolve(String.class);
    }

    private static boolean hasItems(Type returned) {
        var type = ResolvableType.forType(returned);
        var body = type.resolve() == ResponseEntity.class ? type.getGeneric(0).resolve() : type.resolve();
        return body != null && body.isRecord()
                && Arrays.stream(body.getRecordComponents()).map(RecordComponent::getName).anyMatch("items"::equals);
    }

    private static String encoded(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(UTF_8));
    }
}
