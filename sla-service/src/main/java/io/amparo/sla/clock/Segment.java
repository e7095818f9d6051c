package io.amparo.sla.clock;

import io.amparo.sla.calendar.PublishedCalendar;
import io.amparo.sla.plan.Objective;
import java.time.Duration;
import java.time.Instant;

/**
 * A part of the timeline of a clock, from one instant on, with one objective and one calendar.
 *
 * @param pauseStatus the ticket status that pauses the clock; empty while it runs
 */
public record Segment(Instant from, boolean running, String pauseStatus, Objective objective, PublishedCalendar calendar) {
    private static final int HUNDRED_PERCENT = 100;

    boolean continues(Segment other) {
        return running == other.running && pauseStatus.equals(other.pauseStatus) && objective.equals(other.objective)
                && hasSameCalendarAs(other);
    }

    boolean hasSameCalendarAs(Segment other) {
        return calendar == other.calendar
                || calendar.id().equals(other.calendar.id()) && calendar.version() == other.calendar.version()
                        && calendar.calendar().isEquivalentTo(other.calendar.calendar());
    }

    /** Returns the same segment, running, from another instant on. */
    Segment resumedAt(Instant at) {
        return new Segment(at, true, "", objective, calendar);
    }

    /** Returns a percentage of the budget, truncated to the millisecond, in which calendars count. */
    Duration budgetShare(int percent) {
        return Duration.ofMillis(objective.budget().toMillis() * percent / HUNDRED_PERCENT);
    }

    /** Whether a clock that has consumed this time has reached this rung. */
    boolean isReached(int percent, Duration consumed) {
        return hasRung(percent) && consumed.compareTo(budgetShare(percent)) >= 0;
    }

    /** Whether this percentage is an edge: the breach at 100, or a rung of the ladder. */
    boolean hasRung(int percent) {
        if (percent == HUNDRED_PERCENT) return true;
        for (var rung : objective.ladder()) if (rung.percent() == percent) return true;
        return false;
    }

    Instant add(Duration openTime) {
        return calendar.calendar().add(from, openTime);
    }

    /** Returns the open time from the start of the segment to an instant. */
    Duration openTimeUntil(Instant until) {
        return calendar.calendar().elapsed(from, until);
    }
}
