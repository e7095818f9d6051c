package io.amparo.platform.web;

import io.amparo.platform.store.TraceContext;
import io.amparo.platform.web.ApiException.FieldError;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.servlet.LocaleResolver;
import tools.jackson.databind.json.JsonMapper;

/** Creates problem details (RFC 9457) in the caller's language, with the trace id for a search in the logs. */
public final class ProblemWriter {
    private final MessageSource texts;
    private final LocaleResolver locales;
    private final TraceContext trace;
    private final JsonMapper json;
    private final URI types;

    ProblemWriter(MessageSource texts, LocaleResolver locales, TraceContext trace, JsonMapper json, URI types) {
        this.texts = texts;
        this.locales = locales;
        this.trace = trace;
        this.json = json;
        this.types = types;
    }

    public ProblemDetail problem(ApiException exception, Locale language) {
        var problem = problem(exception.status(), exception.code(), language);
        // A policy may have reasons without a message in this service: the text of the reason is then used as the title.
        exception.reasons().stream().findFirst().filter(reason -> reason.text() != null).ifPresent(reason -> {
            problem.setDetail(reason.text());
            problem.setTitle(texts.getMessage("problem." + exception.code(), null, reason.text(), language));
        });
        if (!exception.errors().isEmpty())
            problem.setProperty("errors", exception.errors().stream().map(error -> error(error, language)).toList());
        if (!exception.reasons().isEmpty())
            problem.setProperty("reasons",
                    exception
                            .reasons().stream().map(reason -> nonNullEntries("code", reason.code(), "clause", reason.clause(),
                                    "text", reason.text() == null ? text("reason." + reason.code(), language) : reason.text()))
                            .toList());
        if (!exception.alternatives().isEmpty())
            problem.setProperty("alternatives",
                    exception.alternatives().stream().map(alternative -> nonNullEntries("code", alternative.code(), "text",
                            alternative.text() == null ? text("alternative." + alternative.code(), language) : alternative.text(),
                            "href", alternative.href())).toList());
        return problem;
    }

    ProblemDetail problem(HttpStatusCode status, String code, Locale language) {
        var problem = ProblemDetail.forStatus(status);
        problem.setType(types.resolve(code));
        problem.setTitle(text("problem." + code, language));
        problem.setProperty("code", code);
        problem.setProperty("traceId", trace.traceId());
        return problem;
    }

    /** Returns an error with the message of its code. */
    Map<String, Object> error(FieldError error, Locale language) {
        return error(error, text("field." + error.code(), language, error.arguments()));
    }

    static Map<String, Object> error(FieldError error, String message) {
        var json = new LinkedHashMap<String, Object>();
        json.put("field", error.field());
        json.put("code", error.code());
        json.put("message", message);
        if (!error.allowed().isEmpty()) json.put("allowed", error.allowed());
        return json;
    }

    String text(String key, Locale language, Object... arguments) {
        return texts.getMessage(key, arguments, key, language);
    }

    /** Writes a problem for requests that are rejected before they reach a controller. */
    public void write(HttpServletRequest request, HttpServletResponse response, HttpStatus status, String code)
            throws IOException {
        var problem = problem(status, code, locales.resolveLocale(request));
        problem.setInstance(URI.create(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String failed
                ? failed
                : request.getRequestURI()));
        response.setStatus(status.value());
        if (status == HttpStatus.UNAUTHORIZED && !response.containsHeader(HttpHeaders.WWW_AUTHENTICATE))
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        var body = json.writeValueAsBytes(problem);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static Map<String, Object> nonNullEntries(@Nullable String... pairs) {
        var map = new LinkedHashMap<String, Object>();
        List<@Nullable String> all = Arrays.asList(pairs);
        for (int i = 0; i < all.size(); i += 2) if (all.get(i + 1) != null) map.put(all.get(i), all.get(i + 1));
        return map;
    }
}
