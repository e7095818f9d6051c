package io.amparo.local.log;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A line of a log with the lines that belong to it, for example a stack trace.
 *
 * @param process name of the process that wrote it
 * @param at time of the first line; never before the entry above it in the same file
 */
public record LogEntry(String process, Instant at, List<String> lines) {
    /** The first characters of a line, also of a JSON object. Text that quotes an instant further on is no new entry. */
    private static final Pattern TIME = Pattern.compile(
            "^(?:\\{[^}]{0,20}?\")?(\\d{4}-\\d\\d-\\d\\d)[T ](\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?)(Z|[+-]\\d\\d:?\\d\\d)?");

    /** Returns the time at which a line was written; empty if it continues the line above it. */
    static Optional<Instant> time(String line, ZoneId zone) {
        var matcher = TIME.matcher(line);
        if (!matcher.find()) return Optional.empty();
        var local = matcher.group(1) + "T" + matcher.group(2).replace(',', '.');
        var offset = matcher.group(3);
        try {
            if (offset == null) return Optional.of(LocalDateTime.parse(local).atZone(zone).toInstant());
            var withColon = offset.length() == 5 ? offset.substring(0, 3) + ":" + offset.substring(3) : offset;
            return Optional.of(OffsetDateTime.parse(local + withColon).toInstant());
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    /** Whether a line has this text, for example a trace id. */
    public boolean contains(String text) {
        return lines.stream().anyMatch(line -> line.contains(text));
    }
}
