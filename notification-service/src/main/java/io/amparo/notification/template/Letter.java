package io.amparo.notification.template;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a mail tells, in no language yet: a template and the facts that it names. A fact is text, an instant, a date, a duration,
 * a period, a {@link Word}, or a list of maps of these.
 */
public record Letter(String template, Map<String, Object> facts) {
    public Letter {
        facts = Map.copyOf(facts);
    }

    public static Letter of(String template) {
        return new Letter(template, Map.of());
    }

    /** A fact more; one that is not known is left out, and with it what the template says of it. */
    public Letter with(String name, @Nullable Object fact) {
        if (fact == null) return this;
        var more = new LinkedHashMap<>(facts);
        more.put(name, fact);
        return new Letter(template, more);
    }
}
