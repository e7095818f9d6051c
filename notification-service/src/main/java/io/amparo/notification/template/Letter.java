package io.amparo.notification.template;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Language-independent content of a mail: the name of a template and the facts that fill its placeholders. A fact is a text, an
 * instant, a date, a duration, a period, a {@link Word}, or a list of maps with such values.
 */
public record Letter(String template, Map<String, Object> facts) {
    public Letter {
        facts = Map.copyOf(facts);
    }

    public static Letter of(String template) {
        return new Letter(template, Map.of());
    }

    /** Adds a fact. A null fact is omitted; the template then skips the section that uses it. */
    public Letter with(String name, @Nullable Object fact) {
        if (fact == null) return this;
        var more = new LinkedHashMap<>(facts);
        more.put(name, fact);
        return new Letter(template, more);
    }
}
