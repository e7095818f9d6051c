package io.amparo.sla.calendar;

import io.amparo.sla.holiday.HolidaySet;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/**
 * The rules of a calendar, limited in what they cost to compile. Openings take precedence over closures and holidays, and these
 * over the weekly windows.
 */
public record CalendarRules(ZoneId zone, List<WorkingWindow> windows, List<HolidaySet> holidaySets, List<DatedWindow> closures,
        List<DatedWindow> openings) {
    /** Limit of the windows times their days in a year, plus the closures and openings. */
    public static final int MAX_INTERVALS_PER_YEAR = 20_000;
    public static final int MAX_HOLIDAY_SETS = 20;
    /** A year has at most 53 Mondays. */
    private static final long MAX_WEEKS_PER_YEAR = 53;

    public CalendarRules {
        windows = List.copyOf(windows);
        holidaySets = List.copyOf(holidaySets);
        closures = List.copyOf(closures);
        openings = List.copyOf(openings);
        long intervals = intervalsPerYear(windows, closures, openings);
        if (intervals > MAX_INTERVALS_PER_YEAR)
            throw new CalendarTooLargeException(
                    "calendar has %d intervals a year, more than %d".formatted(intervals, MAX_INTERVALS_PER_YEAR));
        if (holidaySets.size() > MAX_HOLIDAY_SETS)
            throw new IllegalArgumentException("calendar has more than " + MAX_HOLIDAY_SETS + " holiday sets");
    }

    private static long intervalsPerYear(List<WorkingWindow> windows, List<DatedWindow> closures, List<DatedWindow> openings) {
        return MAX_WEEKS_PER_YEAR * windows.stream().mapToLong(window -> window.days().size()).sum() + closures.size()
                + openings.size();
    }

    /** Returns the windows times their days in a year, plus the closures and openings: the weight in a cache. */
    public int intervalsPerYear() {
        return (int) intervalsPerYear(windows, closures, openings);
    }

    /** Returns whether a single closure or holiday already covers this window. */
    public boolean closes(DatedWindow window) {
        var holidays = holidaySets.stream().flatMap(set -> set.holidays(window.date().getYear()).stream()).map(DatedWindow::of);
        return Stream.concat(closures.stream(), holidays).anyMatch(closure -> closure.covers(window));
    }
}
