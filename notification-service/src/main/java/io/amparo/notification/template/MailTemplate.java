package io.amparo.notification.template;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.amparo.platform.Adapter;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** A compiled mail template of {@code resources/mail}, found by name and language; its first line is the subject. */
@Adapter
final class MailTemplate {
    private static final Map<String, MailTemplate> COMPILED = new ConcurrentHashMap<>();

    private final Template subject;
    private final Template text;

    static MailTemplate find(String name, Locale language) {
        return COMPILED.computeIfAbsent(resource(name, language), resource -> {
            // No escaping here: the text is plain, and the HTML part escapes it completely.
            var mustache = Mustache.compiler().escapeHTML(false).defaultValue("")
                    .withLoader(partial -> new StringReader(read(resource(partial, language))));
            var lines = read(resource).split("\n", 2);
            return new MailTemplate(mustache.compile(lines[0]), mustache.compile(lines[1]));
        });
    }

    private MailTemplate(Template subject, Template text) {
        this.subject = subject;
        this.text = text;
    }

    String subject(Map<String, Object> facts) {
        return subject.execute(facts);
    }

    String text(Map<String, Object> facts) {
        return text.execute(facts);
    }

    static String escapeHtml(String text) {
        return Escapers.HTML.escape(text);
    }

    private static String resource(String name, Locale language) {
        return "/mail/" + name + "_" + language.toLanguageTag() + ".mustache";
    }

    private static String read(String resource) {
        try (var file = Objects.requireNonNull(MailTemplate.class.getResourceAsStream(resource), resource)) {
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
