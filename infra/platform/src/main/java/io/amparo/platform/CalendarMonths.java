package io.amparo.platform;

import java.time.LocalDate;
import java.time.Period;
import java.time.YearMonth;

/** Adds calendar months in the strictest reading: if the month has no such day, it is the first day of the next one (R10.4). */
public final class CalendarMonths {

    public static LocalDate add(LocalDate day, Period period) {
        var month = YearMonth.from(day).plusMonths(period.toTotalMonths());
        var sameDay = month.isValidDay(day.getDayOfMonth()) ? month.atDay(day.getDayOfMonth()) : month.plusMonths(1).atDay(1);
        return sameDay.plusDays(period.getDays());
    }

    private CalendarMonths() {}
}
