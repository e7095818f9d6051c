package io.amparo.local.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.MessageSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** Renders a page of {@code pages/} with the texts of a language. */
@Component
final class PageRenderer {
    private static final Mustache.Compiler MUSTACHE = Mustache.compiler().defaultValue("").withLoader(PageRenderer::source);

    private final MessageSource texts;
    private final IdentityProperties identity;

    PageRenderer(MessageSource texts, IdentityProperties identity) {
        this.texts = texts;
        this.identity = identity;
    }

    String render(String page, Locale language, Map<String, ?> model) {
        Mustache.Lambda translated = (key, out) -> out
                .write(Escapers.HTML.escape(texts.getMessage(key.execute(), null, language)));
        var context = new HashMap<String, Object>(model);
        context.put("t", translated);
        context.put("language", language.toLanguageTag());
        context.put("portal", identity.portal());
        try (var source = source(page)) {
            return MUSTACHE.compile(source).execute(context);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reader source(String name) throws IOException {
        return new InputStreamReader(new ClassPathResource("pages/" + name + ".html").getInputStream(), UTF_8);
    }
}
