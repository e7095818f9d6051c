package io.amparo.sla.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/** Asks of each minute alone whether it is open, straight from the rules; shares no arithmetic with the calendar. */
final class MinuteOracle {
    static Duration elapsed(CalendarRules rules, Instant from, Instant to) {
        var closures = new ArrayList<>(rules.closures());
        for (int year = from.atZone(ZoneOffset.UTC).getYear() - 1; year <= to.atZone(ZoneOffset.UTC).getYear() + 1; year++)
            for (var set : rules.holidaySets()) closures.addAll(set.of(year));
        long minutes = 0;
        for (var minute = from; minute.isBefore(to); minute = minute.plusSeconds(60))
            if (open(rules, closures, minute)) minutes++;
        return Duration.ofMinutes(minutes);
    }

    private static boolean open(CalendarRules rules, List<DatedWindow> closures, Instant minute) {
        var today = LocalDate.ofInstant(minute, rules.zone());
        for (var opening : rules.openings()) if (near(opening, today) && in(rules, opening, minute)) return true;
        for (var closure : closures) if (near(closure, today) && closes(rules, closure, minute)) return false;
        // Yesterday's night may reach into today; where clocks go back over midnight, tomorrow's window may have begun already.
        for (var date = today.minusDays(2); !date.isAfter(today.plusDays(1)); date = date.plusDays(1))
            for (var window : rules.windows())
                if (window.days().contains(date.getDayOfWeek())
                        && in(rules, new DatedWindow(date, window.from(), window.to()), minute))
                    return true;
        return false;
    }

    private static boolean near(DatedWindow window, LocalDate today) {
        return Math.abs(window.date().toEpochDay() - today.toEpochDay()) < 4;
    }

    private static boolean closes(CalendarRules rules, DatedWindow closure, Instant minute) {
        return in(rules, closure, minute)
                && minute
                        .isBefore(closure.date().plusDays(1).atStartOfDay(rules.zone()).withEarlierOffsetAtOverlap().toInstant());
    }

    private static boolean in(CalendarRules rules, DatedWindow window, Instant minute) {
        var start = at(rules, window.date(), window.from()).withEarlierOffsetAtOverlap();
        var lastDay = window.overMidnight() ? window.date().plusDays(1) : window.date();
        var end = at(rules, lastDay, window.to()).withLaterOffsetAtOverlap();
        return !minute.isBefore(start.toInstant()) && minute.isBefore(end.toInstant());
    }

    private static ZonedDateTime at(CalendarRules rules, LocalDate date, TimeOfDay time) {
        var local = LocalDateTime.of(date, LocalTime.MIDNIGHT).plusSeconds(time.second());
        var zoned = local.atZone(rules.zone());
        // atZone moves a time inside a gap forward by the gap's length; what we want is the gap's end.
        return zoned.toLocalDateTime().equals(local)
                ? zoned
                : rules.zone().getRules().getTransition(local).getInstant().atZone(rules.zone());
    }

    private MinuteOracle() {}
}
