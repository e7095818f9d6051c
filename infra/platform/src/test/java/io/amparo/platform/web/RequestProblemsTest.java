package io.amparo.platform.web;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.http.MediaType.APPLICATION_JSON;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.amparo.platform.store.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.StringHttpMessageConverter;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Each refused request names the field that is wrong, why, and where possible what is allowed. */
class RequestProblemsTest {
    enum Colour { RED, GREEN }

    record Body(@NotNull Colour colour, @Size(max = 3) String text) {}

    @RestController
    static class Controller {
        @GetMapping(path = "/things", produces = "application/json")
        List<Colour> list(@RequestParam(required = false) @Nullable Colour colour,
                @RequestParam(required = false) @Nullable List<Colour> colours,
                @RequestParam(required = false) @Nullable Integer number,
                @RequestParam(required = false) @Nullable @Pattern(regexp = "pt-BR|en|es") String lang) {
            return List.of();
        }

        @PostMapping(path = "/things", consumes = "application/json")
        void create(@Valid @RequestBody Body body) {}

        @PutMapping("/things")
        String change(IfMatch ifMatch) {
            return Long.toString(ifMatch.version());
        }
    }

    private final MockMvc mvc = mvc();

    private static MockMvc mvc() {
        var texts = new ResourceBundleMessageSource();
        texts.setBasename("platform-messages");
        texts.setDefaultEncoding("UTF-8");
        var problems = new ProblemWriter(texts, new AcceptHeaderLocaleResolver(), new TraceContext(Tracer.NOOP, Propagator.NOOP),
                JsonMapper.shared(), URI.create("https://amparo.example/problems/"));
        var json = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class).build();
        return MockMvcBuilders.standaloneSetup(new Controller()).setControllerAdvice(new ApiExceptionHandler(problems))
                .setMessageConverters(new StringHttpMessageConverter(), new JacksonJsonHttpMessageConverter(json))
                .setCustomArgumentResolvers(new RequestHeaderArgumentResolver()).build();
    }

    private ResultActions send(MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request.locale(Locale.ENGLISH)).andExpect(content().string(not(containsString("java."))))
                .andExpect(content().string(not(containsString("io.amparo"))));
    }

    private static void requireError(ResultActions response, int status, String code, String field, String fieldCode)
            throws Exception {
        response.andExpect(status().is(status)).andExpect(jsonPath("$.code").value(code))
                .andExpect(jsonPath("$.errors[0].field").value(field)).andExpect(jsonPath("$.errors[0].code").value(fieldCode))
                .andExpect(jsonPath("$.errors[0].message").isNotEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"colour", "colours"})
    void wrong_value_of_an_enum_parameter_lists_the_allowed_ones(String parameter) throws Exception {
        var response = send(get("/things").param(parameter, "BLUE"));
        requireError(response, 400, "bad-request", parameter, "one-of");
        response.andExpect(jsonPath("$.errors[0].allowed", contains("RED", "GREEN")));
    }

    @Test
    void wrong_value_of_a_listed_text_parameter_lists_the_allowed_ones() throws Exception {
        var response = send(get("/things").param("lang", "fr"));
        requireError(response, 422, "invalid", "lang", "one-of");
        response.andExpect(jsonPath("$.errors[0].allowed", contains("pt-BR", "en", "es")));
    }

    @Test
    void text_in_place_of_a_number_names_the_parameter_and_no_class() throws Exception {
        requireError(send(get("/things").param("number", "abc")), 400, "bad-request", "number", "malformed");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            {"colour":"BLUE"},              400, unreadable, colour, one-of
            {"colour":"RED";"size":1},      400, unreadable, size,   unknown
            {"colour":{}},                  400, unreadable, colour, malformed
            {"text":"a"},                   422, invalid,    colour, required
            {"colour":"RED";"text":"long"}, 422, invalid,    text,   size
            """)
    void invalid_field_of_a_body_is_named_with_a_code(String body, int status, String code, String field, String fieldCode)
            throws Exception {
        requireError(send(post("/things").contentType(APPLICATION_JSON).content(body.replace(';', ','))), status, code, field,
                fieldCode);
    }

    @Test
    void method_and_media_types_have_problems_of_their_own() throws Exception {
        var method = send(delete("/things"));
        requireError(method, 405, "method-not-allowed", "method", "one-of");
        var type = send(post("/things").contentType("text/csv").content("a"));
        requireError(type, 415, "unsupported-media-type", "Content-Type", "one-of");
        type.andExpect(jsonPath("$.errors[0].allowed", contains("application/json")));
        var accept = send(get("/things").accept("image/png"));
        requireError(accept, 406, "not-acceptable", "Accept", "one-of");
        accept.andExpect(jsonPath("$.errors[0].allowed", contains("application/json")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "7", "\"7", "\"7\", \"8\"", "W/7"})
    void if_match_that_is_no_etag_is_malformed_and_not_stale(String header) throws Exception {
        requireError(send(put("/things").header("If-Match", header)), 400, "bad-request", "If-Match", "no-etag");
    }

    @Test
    void if_match_with_another_etag_is_stale_and_without_one_is_required() throws Exception {
        send(put("/things").header("If-Match", "\"7\"")).andExpect(status().isOk()).andExpect(content().string("7"));
        send(put("/things").header("If-Match", "\"other\"")).andExpect(status().is(412))
                .andExpect(jsonPath("$.code").value("stale"));
        send(put("/things")).andExpect(status().is(428));
    }
}
