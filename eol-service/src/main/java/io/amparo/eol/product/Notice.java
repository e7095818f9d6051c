package io.amparo.eol.product;

import java.time.LocalDate;
import java.time.Period;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;

/**
 * The reminders that are owed before a product's end, the first one first, and the rule on how long before it must be announced
 * (R10.4).
 */
enum Notice {
    P12M, P9M, P6M, P3M, P1M, P1W;

    private static final int MONTHS_OWED = 12;

    /** Where the month has no such day, its last one: the earlier of the readings. */
    LocalDate dayBefore(LocalDate endOfLife) {
        return endOfLife.minus(Period.parse(name()));
    }

    /** Those still ahead on {@code today}: the announcement of that day is itself the notice. */
    static List<Notice> after(LocalDate today, LocalDate endOfLife) {
        return Arrays.stream(values()).filter(notice -> notice.dayBefore(endOfLife).isAfter(today)).toList();
    }

    /** The first end that gives full notice to whom is told today; where the month has no such day, the first of the next one. */
    static LocalDate earliestEnd(LocalDate told) {
        var month = YearMonth.from(told).plus(MONTHS_OWED, ChronoUnit.MONTHS);
        return month.isValidDay(told.getDayOfMonth()) ? month.atDay(told.getDayOfMonth()) : month.plusMonths(1).atDay(1);
    }
}
