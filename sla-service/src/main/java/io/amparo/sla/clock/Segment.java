package io.amparo.sla.clock;

import io.amparo.sla.calendar.PublishedCalendar;
import io.amparo.sla.plan.Objective;
import java.time.Duration;
import java.time.Instant;

/**
 * A part of the timeline of a clock, from one instant on, with one objective and one calendar.
 *
 * @param because the ticket status that pauses the clock; empty while it runs
 */
record Segment(Instant from, boolean running, String because, Objective objective, PublishedCalendar calendar) {
    private static final int WHOLE = 100;
    private static final long NANOS = 1_000_000_000;

    boolean continues(Segment other) {
        return running == other.running && because.equals(other.because) && objective.equals(other.objective)
                && sameCalendar(other);
    }

    boolean sameCalendar(Segment other) {
        return calendar == other.calendar || calendar.id().equals(other.calendar.id())
                && calendar.version() == other.calendar.version() && calendar.calendar().countsAs(other.calendar.calendar());
    }

    /** Returns the same segment, running, from another instant on. */
    Segment resumed(Instant at) {
        return new Segment(at, true, "", objective, calendar);
    }

    /**
     * Returns a percentage of the budget, truncated to the nanosecond. It uses long arithmetic, because Duration divides by
     * BigDecimal and every edge needs this value.
     */
    Duration part(int percent) {
        var budget = objective.budget();
        if (percent == WHOLE) return budget;
        long seconds = budget.getSeconds() * percent;
        return Duration.ofSeconds(seconds / WHOLE, (seconds % WHOLE * NANOS + (long) budget.getNano() * percent) / WHOLE);
    }

    /** Whether this percentage is an edge: the breach at 100, or a rung of the ladder. */
    boolean tells(int percent) {
        return percent == 100 || objective.ladder().stream().anyMatch(rung -> rung.percent() == percent);
    }

    Instant add(Duration open) {
        return calendar.calendar().add(from, open);
    }

    /** Returns the open time from the start of the segment to an instant. */
    Duration elapsed(Instant until) {
        return calendar.calendar().elapsed(from, until);
    }
}
