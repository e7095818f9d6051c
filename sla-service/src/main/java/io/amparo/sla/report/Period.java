package io.amparo.sla.report;

import io.amparo.platform.web.ApiException;
import io.amparo.sla.calendar.CalendarFields;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** A half-open period {@code [from, to)}, in the offsets of the request. */
public record Period(OffsetDateTime from, OffsetDateTime to) {

    /** Parses {@code from} and {@code to} of a request; {@code to} must be later than {@code from}. */
    public static Period parse(@Nullable String from, @Nullable String to) {
        var period = new Period(CalendarFields.parseInstant("from", from), CalendarFields.parseInstant("to", to));
        if (!period.from.isBefore(period.to)) throw ApiException.invalid("to", "after-from");
        return period;
    }

    public boolean contains(Instant at) {
        return !at.isBefore(from.toInstant()) && isBeforeEnd(at);
    }

    boolean isBeforeEnd(Instant at) {
        return at.isBefore(to.toInstant());
    }

    /** Returns the instant in the offset of {@code from}. */
    public OffsetDateTime atPeriodOffset(Instant at) {
        return at.atOffset(from.getOffset());
    }
}
