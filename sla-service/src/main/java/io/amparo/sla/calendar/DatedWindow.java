package io.amparo.sla.calendar;

import io.amparo.sla.holiday.Holiday;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A part of one date that is closed, or that is open in addition to the week; {@code to <= from} runs over midnight. The name is
 * only displayed.
 */
public record DatedWindow(LocalDate date, TimeOfDay from, TimeOfDay to, @Nullable String name) {
    public DatedWindow {
        if (from.equals(TimeOfDay.END_OF_DAY)) throw new IllegalArgumentException("a dated window cannot begin at 24:00");
        if (name != null && name.isBlank()) name = null;
    }

    public DatedWindow(LocalDate date, TimeOfDay from, TimeOfDay to) {
        this(date, from, to, null);
    }

    static DatedWindow of(Holiday holiday) {
        return new DatedWindow(holiday.date(), TimeOfDay.of(holiday.from()),
                holiday.to() == null ? TimeOfDay.END_OF_DAY : TimeOfDay.of(holiday.to()), holiday.nameKey());
    }

    /** Returns whether both windows are on the same date and this one contains the other. */
    boolean covers(DatedWindow other) {
        return date.equals(other.date) && from.compareTo(other.from) <= 0
                && (overMidnight() || !other.overMidnight() && to.compareTo(other.to) >= 0);
    }

    boolean isWholeDay() {
        return from.equals(TimeOfDay.MIDNIGHT) && to.equals(TimeOfDay.END_OF_DAY);
    }

    /** Returns the dates that this window touches. */
    Stream<LocalDate> dates() {
        return overMidnight() ? Stream.of(date, date.plusDays(1)) : Stream.of(date);
    }

    boolean overMidnight() {
        return to.compareTo(from) <= 0;
    }
}
