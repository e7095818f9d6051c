package io.amparo.sla.calendar;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a calendar says, as people write it; openings win over closures, closures over the week. */
public record CalendarRules(ZoneId zone, List<WorkingWindow> windows, List<HolidaySet> holidaySets, List<DatedWindow> closures,
        List<DatedWindow> openings) {
    public CalendarRules {
        windows = List.copyOf(windows);
        holidaySets = List.copyOf(holidaySets);
        closures = List.copyOf(closures);
        openings = List.copyOf(openings);
        if (windows.isEmpty() && openings.isEmpty()) throw new IllegalArgumentException("a calendar that is never open");
    }

    /** The last date with open time, null where the week repeats for ever. */
    @Nullable
    LocalDate lastDate() {
        return windows.isEmpty() ? openings.stream().map(DatedWindow::date).max(LocalDate::compareTo).orElseThrow() : null;
    }
}
