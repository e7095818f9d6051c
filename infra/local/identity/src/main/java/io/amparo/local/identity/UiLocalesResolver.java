package io.amparo.local.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;

/**
 * Chooses the language of a page: {@code ui_locales} of the sign-in request (OpenID Connect Core, 3.1.2.1), else
 * {@code Accept-Language}, else Portuguese.
 */
final class UiLocalesResolver extends AcceptHeaderLocaleResolver {
    private static final String UI_LOCALES = "ui_locales";
    private static final Locale PORTUGUESE = Locale.of("pt", "BR");
    private static final List<Locale> LANGUAGES = List.of(PORTUGUESE, Locale.ENGLISH, Locale.of("es"));

    private final HttpSessionRequestCache signIns = new HttpSessionRequestCache();

    UiLocalesResolver() {
        setSupportedLocales(Stream.concat(LANGUAGES.stream(), Stream.of(Locale.of("pt"))).toList());
        setDefaultLocale(PORTUGUESE);
    }

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        var wanted = Optional.ofNullable(request.getParameter(UI_LOCALES)).or(() -> ofSignIn(request)).orElse("");
        var language = Stream.of(wanted.split(" ")).map(tag -> Locale.forLanguageTag(tag).getLanguage())
                .flatMap(code -> LANGUAGES.stream().filter(known -> known.getLanguage().equals(code))).findFirst();
        return language.orElseGet(
                () -> super.resolveLocale(request).getLanguage().equals("pt") ? PORTUGUESE : super.resolveLocale(request));
    }

    /** The form is another request than the one that led to it. */
    private Optional<String> ofSignIn(HttpServletRequest request) {
        return Optional.ofNullable(signIns.getRequest(request, null)).map(saved -> saved.getParameterValues(UI_LOCALES))
                .filter(values -> values.length > 0).map(values -> values[0]);
    }
}
