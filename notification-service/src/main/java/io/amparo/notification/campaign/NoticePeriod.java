package io.amparo.notification.campaign;

import io.amparo.platform.CalendarMonths;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Until when a contact must have been informed of an end of life (R10.4). */
final class NoticePeriod {
    private static final Period NOTICE = Period.ofMonths(12);

    /**
     * Returns the first instant that is too late: the day after the last day from which twelve months end on the end of life or
     * before. A later date keeps the notice (R10.6), so it must be sent before the previous date.
     */
    static Instant deadline(Notice notice, ZoneId vendorZone) {
        return day(notice.endOfLife(), notice.previousEndOfLife()).atStartOfDay(vendorZone).toInstant();
    }

    private static LocalDate day(LocalDate endOfLife, @Nullable LocalDate previous) {
        if (previous != null && previous.isBefore(endOfLife)) return previous;
        var day = endOfLife.minus(NOTICE).plusDays(1);
        while (CalendarMonths.add(day.minusDays(1), NOTICE).isAfter(endOfLife))
            day = day.minusDays(1);
        return day;
    }

    private NoticePeriod() {}
}
