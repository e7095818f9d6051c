package io.amparo.notification.template;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A letter as one person reads it. The HTML is the text with every character escaped, so that nothing that anybody wrote can
 * become markup.
 *
 * @param language BCP 47 tag of one of the languages that there are templates in
 */
public record Mail(String language, String subject, String text) {

    /** @param language BCP 47 tag; one without templates is written to in Portuguese */
    public static Mail write(Letter letter, String language, ZoneId zone) {
        var spoken = Wording.language(language);
        var template = TemplateIndex.find(letter.template(), spoken);
        var facts = new Wording(spoken, zone).say(letter.facts());
        // A subject is one line: what else came in with somebody's words must not become a header of its own.
        var subject = template.subject(facts).replaceAll("\\p{Cntrl}+", " ").strip();
        return new Mail(spoken.toLanguageTag(), subject, template.text(facts).replace("\r", "").strip() + "\n");
    }

    public String html() {
        var paragraphs = Arrays.stream(text.strip().split("\n\\s*\n"))
                .map(paragraph -> "<p>" + escaped(paragraph).replace("\n", "<br>\n") + "</p>").collect(Collectors.joining("\n"));
        return """
                <!doctype html>
                <html lang="%s"><head><meta charset="utf-8"><title>%s</title></head>
                <body style="font-family: sans-serif; line-height: 1.5; max-width: 42em">
                %s
                </body></html>
                """.formatted(language, escaped(subject), paragraphs);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'", "&#39;");
    }
}
