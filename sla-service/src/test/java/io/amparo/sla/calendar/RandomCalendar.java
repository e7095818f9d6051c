package io.amparo.sla.calendar;

import io.amparo.sla.holiday.HolidaySet;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A random calendar in plain numbers. The oracle and the calendar under test are both built from it. Times are minutes of the
 * day.
 */
public record RandomCalendar(ZoneId zone, List<WeeklyMinutes> windows, List<String> sets, List<DatedMinutes> closures,
        List<DatedMinutes> openings) {
    /** @param days bit set of week days; bit 0 is Monday */
    public record WeeklyMinutes(int days, int from, int to) {}

    public record DatedMinutes(LocalDate date, int from, int to) {}

    public static final List<String> ZONES = List.of("America/Sao_Paulo", "America/New_York", "Europe/Lisbon",
            "Australia/Lord_Howe", "America/Havana", "Pacific/Apia", "Asia/Kathmandu", "Africa/Casablanca", "UTC",
            "America/St_Johns", "Atlantic/Azores", "Asia/Tehran", "Asia/Kolkata", "Pacific/Chatham", "Pacific/Kwajalein",
            "Antarctica/Troll", "Asia/Gaza", "America/Asuncion", "America/Santiago", "Africa/Cairo", "Europe/Dublin",
            "Asia/Pyongyang", "America/Caracas", "Europe/Samara");
    private static final List<String> SETS = List.of("br-national", "carnaval", "corpus-christi", "fim-de-ano");
    private static final Instant FROM = Instant.parse("1990-01-01T00:00:00Z");
    private static final long MINUTES = 45L * 365 * 24 * 60;

    /** Creates a calendar whose closures and openings lie near an instant, so that they affect the tested period. */
    public static RandomCalendar create(Random random, ZoneId zone, Instant near) {
        var windows = IntStream.rangeClosed(0, random.nextInt(4))
                .mapToObj(_ -> new WeeklyMinutes(1 + random.nextInt(127), 5 * random.nextInt(288), 5 * random.nextInt(289)))
                .toList();
        var sets = SETS.stream().filter(_ -> random.nextBoolean()).toList();
        return new RandomCalendar(zone, windows, sets, dated(random, near), dated(random, near));
    }

    private static List<DatedMinutes> dated(Random random, Instant near) {
        var middle = LocalDate.ofEpochDay(near.getEpochSecond() / 86_400);
        return IntStream.range(0, random.nextInt(5)).mapToObj(
                _ -> new DatedMinutes(middle.plusDays(random.nextInt(-3, 12)), 5 * random.nextInt(288), 5 * random.nextInt(289)))
                .toList();
    }

    /** Returns a random minute; half of them lie within two days of an offset transition of the zone. */
    public static Instant randomInstant(Random random, ZoneId zone) {
        var any = FROM.plus(random.nextLong(MINUTES), ChronoUnit.MINUTES);
        var transition = zone.getRules().nextTransition(any);
        return transition == null || random.nextBoolean()
                ? any
                : transition.getInstant().plus(random.nextInt(-2880, 2880), ChronoUnit.MINUTES);
    }

    public CalendarRules rules() {
        var week = windows.stream().map(window -> new WorkingWindow(days(window.days), time(window.from), time(window.to)))
                .toList();
        return new CalendarRules(zone, week, sets.stream().map(HolidaySet::named).toList(), dated(closures), dated(openings));
    }

    private static EnumSet<DayOfWeek> days(int bits) {
        var days = new ArrayList<DayOfWeek>();
        for (var day : DayOfWeek.values()) if ((bits >> day.ordinal() & 1) == 1) days.add(day);
        return EnumSet.copyOf(days);
    }

    private static List<DatedWindow> dated(List<DatedMinutes> windows) {
        return windows.stream().map(each -> new DatedWindow(each.date, time(each.from), time(each.to))).toList();
    }

    private static TimeOfDay time(int minute) {
        return new TimeOfDay(minute * 60);
    }
}
