package io.amparo.sla.report;

import io.amparo.platform.web.ApiProblem;
import io.amparo.sla.calendar.CalendarText;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** From an instant until before another, in the offsets in which they were asked for. */
public record Period(OffsetDateTime from, OffsetDateTime to) {

    /** As {@code from} and {@code to} of a request; {@code to} must be the later one. */
    public static Period parsed(@Nullable String from, @Nullable String to) {
        var period = new Period(CalendarText.instant("from", from), CalendarText.instant("to", to));
        if (!period.from.isBefore(period.to)) throw ApiProblem.invalid("to", "after-from");
        return period;
    }

    public boolean holds(Instant at) {
        return !at.isBefore(from.toInstant()) && isBeforeEnd(at);
    }

    boolean isBeforeEnd(Instant at) {
        return at.isBefore(to.toInstant());
    }

    /** Spelt as this period is. */
    public OffsetDateTime spelt(Instant at) {
        return at.atOffset(from.getOffset());
    }
}
