package io.amparo.sla.calendar;

import io.amparo.sla.holiday.HolidayNames;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An interval of a calendar that counts as open time, or does not, for one reason.
 *
 * @param name name of the closure or opening; for a holiday, the key of its name; otherwise null
 */
public record CalendarStep(Instant from, Instant to, CalendarReason type, @Nullable String name) {

    public boolean counted() {
        return type.counted();
    }

    /** Returns the name in a language; null if the interval has none. */
    public @Nullable String name(Locale language) {
        return name != null && type == CalendarReason.HOLIDAY ? HolidayNames.in(language, name) : name;
    }
}
