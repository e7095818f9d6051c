package io.amparo.sla.clock;

import io.amparo.sla.calendar.PublishedCalendar;
import io.amparo.sla.plan.Objective;
import java.time.Duration;
import java.time.Instant;

/** From an instant on a clock runs, or stands still, by this promise and calendar; {@code because} says why it stands still. */
record Segment(Instant from, boolean running, String because, Objective objective, PublishedCalendar calendar) {
    boolean continues(Segment other) {
        return running == other.running && because.equals(other.because) && objective.equals(other.objective)
                && sameCalendar(other);
    }

    boolean sameCalendar(Segment other) {
        return calendar == other.calendar
                || calendar.id().equals(other.calendar.id()) && calendar.version() == other.calendar.version()
                        && calendar.calendar().countsAs(other.calendar.calendar());
    }

    /** The same, but running, and from another instant on. */
    Segment resumed(Instant at) {
        return new Segment(at, true, "", objective, calendar);
    }

    Duration part(int percent) {
        return objective.budget().multipliedBy(percent).dividedBy(100);
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
