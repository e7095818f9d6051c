package io.amparo.sla.calendar;

import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Holidays by rule, for any year (Brazil: national, and what a calendar may add). */
public enum HolidaySet {
    BR_NATIONAL("br-national") {
        @Override
        List<DatedWindow> of(int year) {
            var days = new ArrayList<DatedWindow>();
            FIXED.forEach(day -> days.add(DatedWindow.wholeDay(day.atYear(year))));
            if (year >= 2024) days.add(DatedWindow.wholeDay(LocalDate.of(year, 11, 20))); // Lei 14.759/2023
            days.add(DatedWindow.wholeDay(easter(year).minusDays(2)));
            return days;
        }
    },
    CARNAVAL("carnaval") {
        @Override
        List<DatedWindow> of(int year) {
            var easter = easter(year);
            return List.of(DatedWindow.wholeDay(easter.minusDays(48)), DatedWindow.wholeDay(easter.minusDays(47)),
                    new DatedWindow(easter.minusDays(46), TimeOfDay.MIDNIGHT, TimeOfDay.parse("14:00")));
        }
    },
    CORPUS_CHRISTI("corpus-christi") {
        @Override
        List<DatedWindow> of(int year) {
            return List.of(DatedWindow.wholeDay(easter(year).plusDays(60)));
        }
    },
    FIM_DE_ANO("fim-de-ano") {
        @Override
        List<DatedWindow> of(int year) {
            var from = TimeOfDay.parse("13:00");
            return List.of(new DatedWindow(LocalDate.of(year, Month.DECEMBER, 24), from, TimeOfDay.END_OF_DAY),
                    new DatedWindow(LocalDate.of(year, Month.DECEMBER, 31), from, TimeOfDay.END_OF_DAY));
        }
    };

    private static final List<MonthDay> FIXED = List.of(MonthDay.of(1, 1), MonthDay.of(4, 21), MonthDay.of(5, 1),
            MonthDay.of(9, 7),
            MonthDay.of(10, 12), MonthDay.of(11, 2), MonthDay.of(11, 15), MonthDay.of(12, 25));

    private final String code;

    HolidaySet(String code) {
        this.code = code;
    }

    abstract List<DatedWindow> of(int year);

    public String code() {
        return code;
    }

    public static HolidaySet named(String code) {
        return Arrays.stream(values()).filter(set -> set.code.equals(code)).findFirst().orElseThrow(
                () -> new IllegalArgumentException("no such holiday set: " + code + " (there are " + codes() + ")"));
    }

    private static String codes() {
        return Arrays.stream(values()).map(HolidaySet::code).collect(Collectors.joining(", "));
    }

    /** Gregorian Easter Sunday (Meeus, Jones, Butcher). */
    static LocalDate easter(int year) {
        int a = year % 19, b = year / 100, c = year % 100;
        int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
        int m = (a + 11 * h + 22 * l) / 451;
        int month = (h + l - 7 * m + 114) / 31, day = (h + l - 7 * m + 114) % 31 + 1;
        return LocalDate.of(year, month, day);
    }
}
