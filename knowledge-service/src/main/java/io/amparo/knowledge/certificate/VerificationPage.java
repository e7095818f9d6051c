package io.amparo.knowledge.certificate;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.amparo.platform.Adapter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** The page on which everyone verifies a certificate: without script and sign-in, in the language of the reader. */
@Adapter
final class VerificationPage {
    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, UTF_8);
    /** The style sheet and the icon are those of the gateway. */
    private static final String POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
            + "frame-ancestors 'none'";

    private final CertificateTexts texts;
    private final Template template;

    VerificationPage(CertificateTexts texts) {
        this.texts = texts;
        try {
            template = Mustache.compiler().compile(new ClassPathResource("pages/certificate.html").getContentAsString(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ResponseEntity.BodyBuilder response(HttpStatus status, Locale language) {
        return ResponseEntity.status(status).contentType(HTML).header("Content-Security-Policy", POLICY)
                .header(HttpHeaders.CONTENT_LANGUAGE, language.toLanguageTag())
                .varyBy(HttpHeaders.ACCEPT, HttpHeaders.ACCEPT_LANGUAGE);
    }

    String render(Certificate certificate, Locale language) {
        var facts = new ArrayList<>(List.of(fact("name", certificate.holder().name(), language),
                fact("issued-on", texts.issuedOn(certificate, language), language),
                fact("validity", texts.validity(certificate, language), language), fact("code", certificate.code(), language)));
        var revokedOn = texts.revokedOn(certificate, language);
        if (revokedOn != null) facts.add(2, fact("revoked-on", revokedOn, language));
        var course = Map.of("name", texts.get("course", language), "title", certificate.course().title(), "language",
                certificate.course().language());
        return render(texts.get("page.title", language), texts.state(certificate, language), language, course, facts);
    }

    String renderUnknown(Locale language) {
        return render(texts.get("unknown.title", language), texts.get("unknown.text", language), language, false, List.of());
    }

    private Map<String, String> fact(String key, String value, Locale language) {
        return Map.of("name", texts.get(key, language), "value", value);
    }

    /** @param course false to leave it out */
    private String render(String title, String state, Locale language, Object course, List<Map<String, String>> facts) {
        return template.execute(Map.of("language", language.toLanguageTag(), "title", title, "state", state, "course", course,
                "facts", facts, "hasFacts", !facts.isEmpty()));
    }
}
