package io.amparo.sla.calendar;

import io.amparo.sla.holiday.HolidaySet;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/** What a calendar says, as people write it; openings win over closures and holidays, these over the week. */
public record CalendarRules(ZoneId zone, List<WorkingWindow> windows, List<HolidaySet> holidaySets, List<DatedWindow> closures,
        List<DatedWindow> openings) {
    public CalendarRules {
        windows = List.copyOf(windows);
        holidaySets = List.copyOf(holidaySets);
        closures = List.copyOf(closures);
        openings = List.copyOf(openings);
    }

    /** Whether one closure or holiday closes all of this already. */
    public boolean closes(DatedWindow window) {
        var holidays = holidaySets.stream().flatMap(set -> set.of(window.date().getYear()).stream()).map(DatedWindow::of);
        return Stream.concat(closures.stream(), holidays).anyMatch(closed -> closed.covers(window));
    }
}
