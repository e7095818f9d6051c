package io.amparo.sla.calendar;

import java.time.DayOfWeek;
import java.util.Set;

/**
 * Open time on some days of every week, half-open; {@code to <= from} runs over midnight and belongs to the day of {@code from}.
 */
public record WorkingWindow(Set<DayOfWeek> days, TimeOfDay from, TimeOfDay to) {
    public WorkingWindow {
        if (days.isEmpty()) throw new IllegalArgumentException("a window needs at least one day");
        if (from.equals(TimeOfDay.END_OF_DAY)) throw new IllegalArgumentException("a window cannot begin at 24:00");
        days = Set.copyOf(days);
    }
}
