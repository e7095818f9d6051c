package io.amparo.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.format.support.DefaultFormattingConversionService;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.json.JsonMapper;

class RequestTextTest {
    private static final JsonMapper JSON = WebConfig.requestMapper(JsonMapper.builder().build());

    record Inner(String name) {}

    record Body(String subject, List<String> tags, List<Inner> items, Map<String, Object> metadata) {}

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\u0001", "\b", "\u000b", "\f", "\u001b[31m", "\u001f", "\ud83d", "\ude00", "a\ude00\ud83d",
            "\ufffe", "\uffff"})
    void text_that_cannot_be_interchanged_is_invalid(String text) {
        assertThat(RequestText.isValid("a" + text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\tb\r\nc", "São Paulo", "\u007f", "\u0085", "\ud7ff", "\ue000", "\ufffd", "日本語", "👩‍💻"})
    void text_of_any_language_is_valid(String text) {
        assertThat(RequestText.isValid(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'subject':'#'}", "{'tags':['a','#']}", "{'items':[{'name':'a'},{'name':'#'}]}",
            "{'metadata':{'key':'#'}}", "{'metadata':{'#':1}}"})
    void every_text_of_a_body_is_checked(String body) {
        assertThatThrownBy(() -> read(body, "\\u0000")).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> read(body, "\\ud83d")).isInstanceOf(InvalidValueException.class);
        assertThatCode(() -> read(body, "\\ud83d\\ude00 \\u0009")).doesNotThrowAnyException();
    }

    @Test
    void path_of_an_invalid_text_is_reported() {
        assertThatThrownBy(() -> read("{'items':[{'name':'a'},{'name':'#'}]}", "\\u0000")).isInstanceOfSatisfying(
                InvalidValueException.class, e -> assertThat(RequestErrors.path(e)).isEqualTo("items[1].name"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {"{'tags':['a',null]};tags[1]", "{'items':[null]};items[0]"})
    void null_in_a_list_is_refused_with_its_path(String body, String path) {
        assertThatThrownBy(() -> read(body.replace('\'', '"'), "")).isInstanceOfSatisfying(DatabindException.class,
                e -> assertThat(RequestErrors.path(e)).isEqualTo(path));
    }

    private static Body read(String body, String text) {
        return JSON.readValue(body.replace('\'', '"').replace("#", text), Body.class);
    }

    /** Has a controller method with a strict and a free text. */
    static void search(String id, @AnyText String text) {}

    private static HandlerMethod handler() throws NoSuchMethodException {
        return new HandlerMethod(new RequestTextTest(),
                RequestTextTest.class.getDeclaredMethod("search", String.class, String.class));
    }

    @Test
    void parameters_and_path_variables_are_checked() throws Exception {
        var request = new MockHttpServletRequest();
        request.setParameter("q", "São Paulo", "a\0b");
        assertRefused(request, "q");

        request.removeAllParameters();
        request.setAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, Map.of("id", "\ud83d"));
        assertRefused(request, "id");

        request.setAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, Map.of("id", "acme"));
        assertThat(isAccepted(request, handler())).isTrue();
    }

    @Test
    void parameter_of_any_text_is_cleaned_and_all_others_stay_strict() throws Exception {
        var request = new MockHttpServletRequest();
        request.setParameter("text", "a\0b");
        assertThat(isAccepted(request, handler())).isTrue();
        request.setParameter("other", "a\0b");
        assertRefused(request, "other");
        assertThat(isAccepted(request, "a route of the gateway")).isTrue();

        var conversion = new DefaultFormattingConversionService();
        conversion.addConverter(new RequestText.AnyTextConverter());
        var parameters = handler().getMethodParameters();
        assertThat(conversion.convert("a\0b\ud83d \ud83d\ude00", TypeDescriptor.valueOf(String.class),
                new TypeDescriptor(parameters[1]))).isEqualTo("a\ufffdb\ufffd \ud83d\ude00");
        assertThat(conversion.convert("a\0b", TypeDescriptor.valueOf(String.class), new TypeDescriptor(parameters[0])))
                .isEqualTo("a\0b");
    }

    private static boolean isAccepted(MockHttpServletRequest request, Object handler) {
        return new RequestText.ParameterInterceptor().preHandle(request, new MockHttpServletResponse(), handler);
    }

    private static void assertRefused(MockHttpServletRequest request, String field) {
        assertThatThrownBy(() -> isAccepted(request, handler())).isInstanceOfSatisfying(ApiException.class,
                e -> assertThat(e.errors()).singleElement().satisfies(error -> assertThat(error.field()).isEqualTo(field)));
    }
}
