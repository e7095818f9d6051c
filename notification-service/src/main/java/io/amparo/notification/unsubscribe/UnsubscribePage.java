package io.amparo.notification.unsubscribe;

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

/** The page on which a reader ends mails: without script and sign-in, in the language of the reader. */
@Adapter
final class UnsubscribePage {
    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, UTF_8);
    /** The style sheet and the icon are those of the gateway. */
    private static final String POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; "
            + "frame-ancestors 'none'";

    /** What the page shows; only the first one has a form. */
    enum Step {
        ASK, DONE, UNKNOWN
    }

    private final MessageSource texts;
    private final Template template;

    UnsubscribePage(MessageSource texts) {
        this.texts = texts;
        try {
            template = Mustache.compiler().compile(new ClassPathResource("pages/unsubscribe.html").getContentAsString(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ResponseEntity<String> response(HttpStatus status, Step step, Locale language) {
        var prefix = "unsubscribe." + step.name().toLowerCase(Locale.ROOT);
        var html = template.execute(Map.of("language", language.toLanguageTag(), "title", text(prefix + ".title", language),
                "text", text(prefix + ".text", language), "button", text("unsubscribe.button", language), "asks",
                step == Step.ASK));
        return ResponseEntity.status(status).contentType(HTML).cacheControl(CacheControl.noStore())
                .header("Content-Security-Policy", POLICY).header("Referrer-Policy", "same-origin")
                .header(HttpHeaders.CONTENT_LANGUAGE, language.toLanguageTag())
                .varyBy(HttpHeaders.ACCEPT, HttpHeaders.ACCEPT_LANGUAGE).body(html);
    }

    private String text(String key, Locale language) {
        return texts.getMessage(key, null, language);
    }
}
