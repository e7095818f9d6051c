package io.amparo.sla.holiday;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The Brazilian holiday sets: the national holidays by law, and optional sets that a calendar can add. */
enum BrazilianHolidays implements HolidaySet {
    BR_NATIONAL("br-national") {
        @Override
        public List<Holiday> holidays(int year) {
            var days = new ArrayList<Holiday>();
            FIXED_DATES.forEach((day, name) -> days.add(Holiday.wholeDay(day.atYear(year), name)));
            if (year >= 2024) days.add(Holiday.wholeDay(LocalDate.of(year, 11, 20), "br.consciencia-negra")); // Lei 14.759/2023
            days.add(Holiday.wholeDay(easter(year).minusDays(2), "br.sexta-feira-santa"));
            days.sort(Comparator.comparing(Holiday::date));
            return days;
        }
    },
    CARNAVAL("carnaval") {
        @Override
        public List<Holiday> holidays(int year) {
            var easter = easter(year);
            return List.of(Holiday.wholeDay(easter.minusDays(48), "br.carnaval"),
                    Holiday.wholeDay(easter.minusDays(47), "br.carnaval"),
                    new Holiday(easter.minusDays(46), LocalTime.MIDNIGHT, LocalTime.of(14, 0), "br.cinzas"));
        }
    },
    CORPUS_CHRISTI("corpus-christi") {
        @Override
        public List<Holiday> holidays(int year) {
            return List.of(Holiday.wholeDay(easter(year).plusDays(60), "br.corpus-christi"));
        }
    },
    FIM_DE_ANO("fim-de-ano") {
        @Override
        public List<Holiday> holidays(int year) {
            var from = LocalTime.of(13, 0);
            return List.of(new Holiday(LocalDate.of(year, Month.DECEMBER, 24), from, null, "br.vespera-de-natal"),
                    new Holiday(LocalDate.of(year, Month.DECEMBER, 31), from, null, "br.vespera-de-ano-novo"));
        }
    };

    private static final Map<MonthDay, String> FIXED_DATES = Map.of(MonthDay.of(1, 1), "br.confraternizacao-universal",
            MonthDay.of(4, 21), "br.tiradentes", MonthDay.of(5, 1), "br.dia-do-trabalho", MonthDay.of(9, 7), "br.independencia",
            MonthDay.of(10, 12), "br.aparecida", MonthDay.of(11, 2), "br.finados", MonthDay.of(11, 15),
            "br.proclamacao-da-republica", MonthDay.of(12, 25), "br.natal");

    private final String code;

    BrazilianHolidays(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String name(Locale language) {
        return HolidayNames.in(language, "set." + code);
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
