package io.amparo.eol.product;

import io.amparo.platform.CalendarMonths;
import java.time.LocalDate;
import java.time.Period;
import java.util.Arrays;
import java.util.List;

/**
 * The reminders before an end of life and on it, earliest first, as ISO 8601 periods before it, and the rule of twelve months of
 * notice (R10.4). Each counts back from the end of life itself, so that the ends of months do not shift the others.
 */
public enum Reminder {
    P12M, P9M, P6M, P3M, P1M, P1W,
    /** On the day itself: its event is EolReached. */
    P0D;

    private static final Period NOTICE = Period.ofMonths(12);

    /**
     * Returns the day of this reminder. If the month has no such day, it is the last day of the month: the earlier
     * interpretation.
     */
    public LocalDate dayBefore(LocalDate endOfLife) {
        return endOfLife.minus(Period.parse(name()));
    }

    /**
     * Returns the reminders after {@code today}. A reminder on the day of the announcement is not needed: the announcement is the
     * notice.
     */
    static List<Reminder> remindersAfter(LocalDate today, LocalDate endOfLife) {
        return Arrays.stream(values()).filter(notice -> notice.dayBefore(endOfLife).isAfter(today)).toList();
    }

    /**
     * Returns the earliest end of life that gives twelve months of notice after an announcement on the given day. If the month
     * has no such day, it is the first day of the next month.
     */
    static LocalDate earliestEnd(LocalDate announcedOn) {
        return CalendarMonths.add(announcedOn, NOTICE);
    }
}
