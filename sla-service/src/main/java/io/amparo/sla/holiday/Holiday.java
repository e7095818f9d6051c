package io.amparo.sla.holiday;

import java.time.LocalDate;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/**
 * A holiday: a whole date or a part of one.
 *
 * @param to null for the end of the day
 * @param nameKey message key of the name, see {@link HolidayNames}
 */
public record Holiday(LocalDate date, LocalTime from, @Nullable LocalTime to, String nameKey) {

    static Holiday wholeDay(LocalDate date, String nameKey) {
        return new Holiday(date, LocalTime.MIDNIGHT, null, nameKey);
    }
}
