package io.amparo.sla.calendar;

import io.amparo.sla.holiday.HolidayNames;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of time that counts, or does not, for one reason.
 *
 * @param name what the calendar calls this closure or opening; the key of a holiday's name; null for the rest
 */
public record Step(Instant from, Instant to, Because because, @Nullable String name) {

    public boolean counted() {
        return because.counted();
    }

    /** The name as people of a language read it. */
    public @Nullable String name(Locale language) {
        return name != null && because == Because.HOLIDAY ? HolidayNames.in(language, name) : name;
    }
}
