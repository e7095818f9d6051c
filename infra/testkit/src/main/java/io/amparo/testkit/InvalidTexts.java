package io.amparo.testkit;

import static io.amparo.testkit.ApiClients.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.amparo.platform.web.AnyText;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Sends text with NUL and with a lone surrogate in every text field of every endpoint: each must be a 422 that names the field,
 * or be answered if the field takes any text.
 */
public final class InvalidTexts {
    /** JSON escapes, which are valid JSON. */
    private static final List<String> ESCAPES = List.of("a\\u0000b", "a\\ud83d", "\\udc00b");

    /** A JSON body with one text field, and the path of this field. */
    private record Body(String json, String path) {
        Body in(String name) {
            return new Body("{\"" + name + "\":" + json + "}",
                    name + (path.isEmpty() || path.startsWith("[") ? path : "." + path));
        }

        Body inList() {
            return new Body("[" + json + "]", "[0]" + (path.isEmpty() || path.startsWith("[") ? path : "." + path));
        }
    }

    private final ApiClients api;
    private final RequestMappingHandlerMapping mappings;

    InvalidTexts(ApiClients api, RequestMappingHandlerMapping mappings) {
        this.api = api;
        this.mappings = mappings;
    }

    /** Returns a test per text field of a body, and per text parameter of a query. */
    public Stream<DynamicTest> tests() {
        var tests = new LinkedHashMap<String, DynamicTest>();
        mappings.getHandlerMethods().forEach((mapping, handler) -> {
            if (!handler.getBeanType().getName().startsWith("io.amparo.")) return;
            var pattern = mapping.getPatternValues().iterator().next();
            for (var method : mapping.getMethodsCondition().getMethods())
                tests(method.asHttpMethod(), pattern, handler).forEach(test -> tests.put(test.getDisplayName(), test));
        });
        assertThat(tests).as("fields").isNotEmpty();
        return tests.values().stream();
    }

    private Stream<DynamicTest> tests(HttpMethod method, String pattern, HandlerMethod handler) {
        return Arrays.stream(handler.getMethodParameters()).flatMap(parameter -> {
            if (parameter.hasParameterAnnotation(RequestBody.class)) return bodyTests(method, pattern, parameter);
            if (!parameter.hasParameterAnnotation(RequestParam.class) || parameter.getParameterType() != String.class)
                return Stream.empty();
            var name = handler.getMethod().getParameters()[parameter.getParameterIndex()].getName();
            var query = pattern.replaceAll("\\{.*?}", "x") + "?" + name + "={" + name + "}";
            return Stream.of(dynamicTest(method + " " + query, () -> {
                var response = api.as(Persona.IARA).method(method).uri(query, variables(query)).exchange();
                if (parameter.hasParameterAnnotation(AnyText.class))
                    response.expectStatus().isOk();
                else
                    assertRefused(response, name);
            }));
        });
    }

    private Stream<DynamicTest> bodyTests(HttpMethod method, String pattern, MethodParameter parameter) {
        return bodies(parameter.getGenericParameterType(), ESCAPES.getFirst())
                .map(body -> dynamicTest(method + " " + pattern + " " + body.path(), () -> {
                    for (var escape : ESCAPES)
                        assertRefused(api.as(Persona.IARA).method(method).uri(pattern.replaceAll("\\{.*?}", "x"))
                                .header("If-Match", "\"1\"").contentType(MediaType.APPLICATION_JSON)
                                .body(body.json().replace(ESCAPES.getFirst(), escape)).exchange(), body.path());
                }));
    }

    private static void assertRefused(ResponseSpec response, String path) {
        var problem = json(response.expectStatus().isEqualTo(422));
        assertThat(problem.path("errors").findValuesAsString("field")).containsExactly(path);
    }

    private static Object[] variables(String pattern) {
        return pattern.chars().filter(character -> character == '{').mapToObj(_ -> "a\0b").toArray();
    }

    private static Stream<Body> bodies(Type type, String text) {
        if (type == String.class) return Stream.of(new Body("\"" + text + "\"", ""));
        if (type instanceof ParameterizedType list && list.getRawType() == List.class)
            return bodies(list.getActualTypeArguments()[0], text).map(Body::inList);
        if (type instanceof Class<?> record && record.isRecord())
            return Arrays.stream(record.getRecordComponents()).flatMap(component -> bodiesOf(component, text));
        return Stream.empty();
    }

    private static Stream<Body> bodiesOf(RecordComponent component, String text) {
        return bodies(component.getGenericType(), text).map(body -> body.in(component.getName()));
    }
}
