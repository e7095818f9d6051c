package io.amparo.notification.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.amparo.platform.Adapter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.MessageSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** A page on which the reader of a mail confirms one thing: without script and sign-in, in the language of the reader. */
@Adapter
public final class ConfirmationPage {
    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, UTF_8);
    /** The style sheet and the icon are those of the gateway. */
    private static final String POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; "
            + "frame-ancestors 'none'";

    /** What the page shows; only the first one has a form. */
    public enum Step {
        ASK, DONE, UNKNOWN
    }

    private final MessageSource texts;
    private final String name;
    private final Template template;

    /** @param name beginning of the keys of its texts */
    public ConfirmationPage(MessageSource texts, String name) {
        this.texts = texts;
        this.name = name;
        try {
            template = Mustache.compiler().compile(new ClassPathResource("pages/confirmation.html").getContentAsString(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param arguments of the texts */
    public ResponseEntity<String> response(HttpStatus status, Step step, Locale language, Object... arguments) {
        var prefix = name + "." + step.name().toLowerCase(Locale.ROOT);
        var html = template.execute(Map.of("language", language.toLanguageTag(), "title",
                text(prefix + ".title", language, arguments), "text", text(prefix + ".text", language, arguments), "button",
                text(name + ".button", language), "asks", step == Step.ASK));
        return ResponseEntity.status(status).contentType(HTML).cacheControl(CacheControl.noStore())
                .header("Content-Security-Policy", POLICY).header("Referrer-Policy", "same-origin")
                .header(HttpHeaders.CONTENT_LANGUAGE, language.toLanguageTag())
                .varyBy(HttpHeaders.ACCEPT, HttpHeaders.ACCEPT_LANGUAGE).body(html);
    }

    private String text(String key, Locale language, Object... arguments) {
        return texts.getMessage(key, arguments, language);
    }
}
