package io.amparo.sla.calendar;

import io.amparo.sla.holiday.HolidaySet;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/** The rules of a calendar. Openings take precedence over closures and holidays, and these over the weekly windows. */
public record CalendarRules(ZoneId zone, List<WorkingWindow> windows, List<HolidaySet> holidaySets, List<DatedWindow> closures,
        List<DatedWindow> openings) {
    public CalendarRules {
        windows = List.copyOf(windows);
        holidaySets = List.copyOf(holidaySets);
        closures = List.copyOf(closures);
        openings = List.copyOf(openings);
    }

    /** Returns whether a single closure or holiday already covers this window. */
    public boolean closes(DatedWindow window) {
        var holidays = holidaySets.stream().flatMap(set -> set.holidays(window.date().getYear()).stream()).map(DatedWindow::of);
        return Stream.concat(closures.stream(), holidays).anyMatch(closure -> closure.covers(window));
    }
}
