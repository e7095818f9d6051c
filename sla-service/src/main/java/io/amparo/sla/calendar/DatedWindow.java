package io.amparo.sla.calendar;

import java.time.LocalDate;

/** A stretch of one date that is closed, or open in addition; {@code to <= from} runs over midnight. */
public record DatedWindow(LocalDate date, TimeOfDay from, TimeOfDay to) {
    public DatedWindow {
        if (from.equals(TimeOfDay.END_OF_DAY)) throw new IllegalArgumentException("a stretch cannot begin at 24:00");
    }

    public static DatedWindow wholeDay(LocalDate date) {
        return new DatedWindow(date, TimeOfDay.MIDNIGHT, TimeOfDay.END_OF_DAY);
    }

    boolean overMidnight() {
        return to.compareTo(from) <= 0;
    }
}
