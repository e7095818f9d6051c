package io.amparo.notification.template;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A mail rendered for one person. The HTML part is the text with special characters escaped, so user input never becomes markup.
 *
 * @param language BCP 47 tag of a language that has templates: pt-BR, en or es
 */
public record Mail(String language, String subject, String text) {

    /** @param language BCP 47 tag; languages without templates use Portuguese */
    public static Mail render(MailModel model, String language, ZoneId zone) {
        var locale = MailTextFormatter.supportedLanguage(language);
        var template = MailTemplate.find(model.template(), locale);
        var facts = new MailTextFormatter(locale, zone).format(model.facts());
        // A subject is one line: line breaks in user input must not create additional headers.
        var subject = template.subject(facts).replaceAll("\\p{Cntrl}+", " ").strip();
        return new Mail(locale.toLanguageTag(), subject, template.text(facts).replace("\r", "").strip() + "\n");
    }

    public String html() {
        var paragraphs = Arrays.stream(text.strip().split("\n\\s*\n"))
                .map(paragraph -> "<p>" + MailTemplate.escapeHtml(paragraph).replace("\n", "<br>\n") + "</p>")
                .collect(Collectors.joining("\n"));
        return """
                <!doctype html>
                <html lang="%s"><head><meta charset="utf-8"><title>%s</title></head>
                <body style="font-family: sans-serif; line-height: 1.5; max-width: 42em">
                %s
                </body></html>
                """.formatted(language, MailTemplate.escapeHtml(subject), paragraphs);
    }
}
