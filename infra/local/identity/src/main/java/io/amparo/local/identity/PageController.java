package io.amparo.local.identity;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.support.RequestContextUtils;

/** The pages for people: sign-in form, present sign-in with sign-out, and errors. */
@RestController
class PageController {
    private static final MediaType HTML = MediaType.valueOf("text/html;charset=UTF-8");

    private final PageRenderer pages;

    PageController(PageRenderer pages) {
        this.pages = pages;
    }

    /** @param error present after a wrong e-mail or password; {@code expired} after the form had become too old */
    @GetMapping("/login")
    ResponseEntity<String> signIn(Locale language, CsrfToken csrf, @RequestParam @Nullable String error,
            @RequestParam @Nullable String expired) {
        var alert = error != null ? "sign-in.wrong" : expired != null ? "sign-in.expired" : null;
        return page("sign-in", language, csrf, "alert", alert);
    }

    @GetMapping("/")
    ResponseEntity<String> home(Locale language, CsrfToken csrf, @Nullable Principal person) {
        return page("home", language, csrf, "person", person == null ? null : person.getName());
    }

    private ResponseEntity<String> page(String name, Locale language, CsrfToken csrf, String key, @Nullable String value) {
        var model = new HashMap<String, Object>(Map.of("csrf", csrf.getToken()));
        if (value != null) model.put(key, value);
        return ResponseEntity.ok().contentType(HTML).header(HttpHeaders.CONTENT_LANGUAGE, language.toLanguageTag())
                .body(pages.render(name, language, model));
    }

    /** Renders errors for a browser; other clients get JSON. */
    @Bean
    static View error(PageRenderer pages) {
        return new View() {
            @Override
            public String getContentType() {
                return HTML.toString();
            }

            @Override
            public void render(@Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
                    throws IOException {
                var language = RequestContextUtils.getLocale(request);
                response.setContentType(getContentType());
                response.setHeader(HttpHeaders.CONTENT_LANGUAGE, language.toLanguageTag());
                response.getWriter().write(pages.render("error", language, Map.of("alert", "error." + reason(request))));
            }
        };
    }

    /** The authorization server names the parameter that is wrong. */
    private static String reason(HttpServletRequest request) {
        var message = String.valueOf(request.getAttribute(RequestDispatcher.ERROR_MESSAGE));
        if (message.contains("client_id")) return "client";
        if (message.contains("redirect_uri")) return "redirect";
        return Integer.valueOf(404).equals(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE)) ? "not-found" : "other";
    }
}
