package io.amparo.sla.calendar;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A stretch of one date that is closed, or open in addition; {@code to <= from} runs over midnight. The name is for people only. */
public record DatedWindow(LocalDate date, TimeOfDay from, TimeOfDay to, @Nullable String name) {
    public DatedWindow {
        if (from.equals(TimeOfDay.END_OF_DAY)) throw new IllegalArgumentException("a stretch cannot begin at 24:00");
    }

    public DatedWindow(LocalDate date, TimeOfDay from, TimeOfDay to) {
        this(date, from, to, null);
    }

    public static DatedWindow wholeDay(LocalDate date) {
        return new DatedWindow(date, TimeOfDay.MIDNIGHT, TimeOfDay.END_OF_DAY);
    }

    boolean overMidnight() {
        return to.compareTo(from) <= 0;
    }
}
