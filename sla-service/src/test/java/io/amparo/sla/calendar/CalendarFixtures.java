package io.amparo.sla.calendar;

import io.amparo.sla.holiday.HolidaySet;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** Test calendars in the notation of sla-vectors.csv: {@code A}, {@code S+carnaval}, {@code Z@America/New_York}. */
public final class CalendarFixtures {
    public static BusinessCalendar calendar(String text) {
        var zone = text.contains("@") ? text.substring(text.indexOf('@') + 1) : "America/Sao_Paulo";
        var sets = new ArrayList<>(List.of(HolidaySet.named("br-national")));
        if (text.contains("+")) sets.add(HolidaySet.named(text.substring(text.indexOf('+') + 1)));
        var windows = switch (text.charAt(0)) {
            case 'A' -> List.of(window(weekdays(), "08:00", "18:00"));
            case 'S' -> List.of(window(weekdays(), "08:00", "12:00"), window(weekdays(), "13:30", "18:00"));
            case 'Z' -> List.of(window(EnumSet.allOf(DayOfWeek.class), "00:00", "24:00"));
            default -> throw new IllegalArgumentException(text);
        };
        return new BusinessCalendar(new CalendarRules(ZoneId.of(zone), windows, sets, List.of(), List.of()));
    }

    /** Returns the table of a zone without offset transitions. */
    public static ZoneTable zoneTable(String zone, String tzdata, String offset) {
        return new ZoneTable(zone, tzdata, ZoneOffset.of(offset), List.of());
    }

    static BusinessCalendar open(String zone, WorkingWindow... windows) {
        return new BusinessCalendar(new CalendarRules(ZoneId.of(zone), List.of(windows), List.of(), List.of(), List.of()));
    }

    static WorkingWindow window(EnumSet<DayOfWeek> days, String from, String to) {
        return new WorkingWindow(days, TimeOfDay.parse(from), TimeOfDay.parse(to));
    }

    static EnumSet<DayOfWeek> weekdays() {
        return EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
    }

    private CalendarFixtures() {}
}
