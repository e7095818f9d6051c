package io.amparo.sla.calendar;

import io.amparo.sla.calendar.RandomCalendar.DatedMinutes;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Test oracle that classifies each minute independently. It shares only the zone's offsets with the calendar under test and never
 * converts local time to an instant. A window has started once the wall clock has shown its start or a later time. It has not
 * ended while the wall clock shows a time before its end, or will show one later.
 */
public final class MinuteOracle {
    private static final int MARGIN = 3 * 24 * 60;
    private static final int DAY = 24 * 60;

    private final RandomCalendar calendar;
    private final CalendarReason[] minutes;

    public MinuteOracle(RandomCalendar calendar, Instant from, int length) {
        this.calendar = calendar;
        long first = from.getEpochSecond() / 60 - MARGIN;
        int all = length + 2 * MARGIN;
        var shown = new long[all];
        var latest = new long[all];
        var zone = calendar.zone().getRules();
        for (int i = 0; i < all; i++) {
            var instant = Instant.ofEpochSecond((first + i) * 60);
            shown[i] = first + i + zone.getOffset(instant).getTotalSeconds() / 60;
            latest[i] = i == 0 ? shown[i] : Math.max(latest[i - 1], shown[i]);
        }
        // A window that ends after this local time has not ended.
        var earliest = new long[all];
        long minLater = Long.MAX_VALUE;
        for (int i = all - 1; i >= 0; i--) {
            earliest[i] = Math.min(shown[i], minLater - 1);
            minLater = Math.min(shown[i], minLater);
        }
        var days = LocalDate.ofEpochDay(shown[0] / DAY - 2);
        var until = days.plusDays(all / DAY + 5);
        var holidays = new ArrayList<DatedMinutes>();
        for (int year = days.getYear(); year <= until.getYear(); year++) holidays.addAll(holidays(year));
        holidays.removeIf(day -> day.date().isBefore(days) || day.date().isAfter(until));
        minutes = new CalendarReason[length];
        for (int i = 0; i < length; i++) minutes[i] = at(latest[i + MARGIN], earliest[i + MARGIN], holidays);
    }

    public CalendarReason at(int minute) {
        return minutes[minute];
    }

    private CalendarReason at(long latest, long earliest, List<DatedMinutes> holidays) {
        for (var opening : calendar.openings()) if (contains(opening, latest, earliest)) return CalendarReason.OPENING;
        if (closed(calendar.closures(), latest, earliest)) return CalendarReason.CLOSURE;
        if (closed(holidays, latest, earliest)) return CalendarReason.HOLIDAY;
        for (long day = earliest / DAY - 1; day <= latest / DAY; day++)
            for (var window : calendar.windows())
                if ((window.days() >> Math.floorMod(day + 3, 7) & 1) == 1
                        && contains(day, window.from(), window.to(), latest, earliest))
                    return CalendarReason.WINDOW;
        return CalendarReason.CLOSED;
    }

    private static boolean contains(DatedMinutes window, long latest, long earliest) {
        return contains(window.date().toEpochDay(), window.from(), window.to(), latest, earliest);
    }

    private static boolean contains(long day, int from, int to, long latest, long earliest) {
        return latest >= day * DAY + from && earliest < day * DAY + to + (to <= from ? DAY : 0);
    }

    /** A closure ends at the latest when the next date starts, unless it runs over midnight. */
    private static boolean closed(List<DatedMinutes> closures, long latest, long earliest) {
        for (var closure : closures)
            if (contains(closure, latest, earliest)
                    && (closure.to() <= closure.from() || latest < (closure.date().toEpochDay() + 1) * DAY))
                return true;
        return false;
    }

    private List<DatedMinutes> holidays(int year) {
        var days = new ArrayList<DatedMinutes>();
        for (var set : calendar.sets()) switch (set) {
            case "br-national" -> {
                for (var day : List.of("01-01", "04-21", "05-01", "09-07", "10-12", "11-02", "11-15", "12-25"))
                    days.add(closed(LocalDate.parse(year + "-" + day)));
                if (year > 2023) days.add(closed(LocalDate.of(year, 11, 20)));
                days.add(closed(easter(year).minusDays(2)));
            }
            case "carnaval" -> {
                days.add(closed(easter(year).minusDays(48)));
                days.add(closed(easter(year).minusDays(47)));
                days.add(new DatedMinutes(easter(year).minusDays(46), 0, 14 * 60));
            }
            case "corpus-christi" -> days.add(closed(easter(year).plusDays(60)));
            case "fim-de-ano" -> {
                days.add(new DatedMinutes(LocalDate.of(year, 12, 24), 13 * 60, DAY));
                days.add(new DatedMinutes(LocalDate.of(year, 12, 31), 13 * 60, DAY));
            }
            default -> throw new IllegalArgumentException(set);
        }
        return days;
    }

    private static DatedMinutes closed(LocalDate date) {
        return new DatedMinutes(date, 0, DAY);
    }

    /** Calculates Easter by golden number and epact (Knuth, The Art of Computer Programming, 1.3.2, exercise 14). */
    private static LocalDate easter(int year) {
        int golden = year % 19 + 1, century = year / 100 + 1;
        int dropped = 3 * century / 4 - 12, moon = (8 * century + 5) / 25 - 5, sunday = 5 * year / 4 - dropped - 10;
        int epact = Math.floorMod(11 * golden + 20 + moon - dropped, 30);
        if (epact == 25 && golden > 11 || epact == 24) epact++;
        int full = 44 - epact;
        if (full < 21) full += 30;
        return LocalDate.of(year, 3, 1).plusDays(full + 7 - (sunday + full) % 7 - 1);
    }
}
