package io.amparo.gateway.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.amparo.platform.Adapter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.MessageSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Renders a page of {@code pages/} with the texts of a language, and forbids it everything that it does not need. */
@Adapter
public final class PageRenderer {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "base-uri 'none'; form-action 'none'; ";
    private static final String OWN_ORIGIN = POLICY + "connect-src 'self'; frame-ancestors 'none'";
    private static final String WITH_IDENTITY = POLICY + "connect-src 'self' %1$s; frame-src 'self' %1$s; frame-ancestors 'self'";
    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, UTF_8);
    private static final Mustache.Compiler MUSTACHE = Mustache.compiler().withLoader(name -> source(name + ".html"));

    private final MessageSource texts;
    private final Map<String, Template> templates = new ConcurrentHashMap<>();

    PageRenderer(MessageSource texts) {
        this.texts = texts;
    }

    public ResponseEntity<String> render(String page, Locale language, Map<String, ?> model) {
        return render(page, language, model, OWN_ORIGIN);
    }

    /**
     * Renders a page that signs people in: it may call the identity provider, and show it in a hidden frame, in which the page of
     * this origin receives the answer.
     */
    public ResponseEntity<String> renderWithIdentity(String page, Locale language, Map<String, ?> model, URI identity) {
        return render(page, language, model, WITH_IDENTITY.formatted(identity.resolve("/")));
    }

    private ResponseEntity<String> render(String page, Locale language, Map<String, ?> model, String policy) {
        var languageTag = language.toLanguageTag();
        Mustache.Lambda translated = (key, out) -> out.write(Escapers.HTML.escape(text(key.execute(), language)));
        var context = new HashMap<String, Object>(model);
        context.put("t", translated);
        context.put("language", languageTag);
        var html = templates.computeIfAbsent(page, PageRenderer::template).execute(context);
        return ResponseEntity.ok().contentType(HTML).header("Content-Security-Policy", policy)
                .header(HttpHeaders.CONTENT_LANGUAGE, languageTag).varyBy(HttpHeaders.ACCEPT_LANGUAGE).body(html);
    }

    private String text(String key, Locale language) {
        return texts.getMessage(key, null, key, language);
    }

    private static Template template(String name) {
        try (var source = source(name)) {
            return MUSTACHE.compile(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reader source(String name) throws IOException {
        return new InputStreamReader(new ClassPathResource("pages/" + name).getInputStream(), UTF_8);
    }
}
