package io.amparo.sla.clock;

import io.amparo.sla.calendar.PublishedCalendar;
import io.amparo.sla.plan.Objective;
import java.time.Duration;
import java.time.Instant;

/** From an instant on a clock runs, or stands still, by this promise and calendar; {@code because} says why it stands still. */
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

    /** The same, but running, and from another instant on. */
    Segment resumed(Instant at) {
        return new Segment(at, true, "", objective, calendar);
    }

    /**
     * Exact to the nanosecond, the rest cut off. By long numbers: a Duration reckons by BigDecimal, and this is asked for every
     * edge.
     */
    Duration part(int percent) {
        var budget = objective.budget();
        if (percent == WHOLE) return budget;
        long seconds = budget.getSeconds() * percent;
        return Duration.ofSeconds(seconds / WHOLE, (seconds % WHOLE * NANOS + (long) budget.getNano() * percent) / WHOLE);
    }

    /** Whether somebody is told when so much is used up. */
    boolean tells(int percent) {
        return percent == 100 || objective.ladder().stream().anyMatch(rung -> rung.percent() == percent);
    }

    Instant add(Duration open) {
        return calendar.calendar().add(from, open);
    }

    /** Open time until an instant. */
    Duration elapsed(Instant until) {
        return calendar.calendar().elapsed(from, until);
    }
}
