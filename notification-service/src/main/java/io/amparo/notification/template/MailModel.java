package io.amparo.notification.template;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Language-independent content of a mail: the name of a template and the facts that fill its placeholders. A fact is a text, an
 * instant, a date, a duration, a period, a {@link LocalizedCode}, or a list of maps with such values.
 */
public record MailModel(String template, Map<String, Object> facts) {
    public MailModel {
        facts = Map.copyOf(facts);
    }

    public static MailModel of(String template) {
        return new MailModel(template, Map.of());
    }

    /** Adds a fact. A null fact is omitted; the template then skips the section that uses it. */
    public MailModel with(String name, @Nullable Object fact) {
        if (fact == null) return this;
        var extended = new LinkedHashMap<>(facts);
        extended.put(name, fact);
        return new MailModel(template, extended);
    }
}
