package io.amparo.sla.calendar;

import static io.amparo.sla.request.RequestFields.parse;

import io.amparo.platform.web.ApiException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Parses dates, instants and durations of requests, within the limits that calendars support; others are a 422. */
public final class CalendarFields {

    public static LocalDate parseDate(String field, @Nullable String text) {
        var date = parse(field, text, LocalDate::parse);
        if (date.isBefore(BusinessCalendar.FIRST_DATE) || !date.isBefore(BusinessCalendar.END_DATE))
            throw ApiException.invalid(field, "out-of-range");
        return date;
    }

    public static OffsetDateTime parseInstant(String field, @Nullable String text) {
        var instant = parse(field, text, OffsetDateTime::parse);
        if (!BusinessCalendar.supports(instant.toInstant())) throw ApiException.invalid(field, "out-of-range");
        return instant;
    }

    /** Parses a duration of at most a century. */
    public static Duration parseDuration(String field, @Nullable String text) {
        var duration = parse(field, text, Duration::parse);
        if (duration.compareTo(BusinessCalendar.MAX_BUDGET) > 0) throw ApiException.invalid(field, "no-open-time");
        return duration;
    }

    private CalendarFields() {}
}
