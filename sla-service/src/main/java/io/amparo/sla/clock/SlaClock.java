package io.amparo.sla.clock;

import io.amparo.sla.calendar.OutOfTime;
import io.amparo.sla.calendar.PublishedCalendar;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.plan.Objective;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of one promise of a ticket, from its beginning to its end, some of which may lie ahead: a completed run is frozen, what
 * begins anew is the next cycle.
 *
 * @param ended how it is over, or will be if nothing more happens; null where no end is known
 * @param because why it was cancelled, empty otherwise
 */
public record SlaClock(Metric metric, int cycle, Instant startedAt, Course course, @Nullable Ended ended, String because,
        List<Redating> redated) {
    /** How a clock can end. */
    public enum Ended {
        MET, CANCELLED
    }

    /** What one sees of a clock at an instant. */
    public enum State {
        RUNNING, AT_RISK, BREACHED, PAUSED, MET, MISSED, CANCELLED
    }

    /**
     * The due instant moved from one to another because of a fact; null while a pause without end lies before it. Both are null
     * of a clock that stands so, and will fall due at another instant when it goes on.
     */
    public record Redating(Instant at, @Nullable Instant from, @Nullable Instant to, Fact fact) {}

    public SlaClock {
        redated = List.copyOf(redated);
    }

    /** How many moves of the same instant come before this one. */
    int before(int move) {
        return (int) redated.subList(0, move).stream().filter(each -> each.at().equals(redated.get(move).at())).count();
    }

    public @Nullable Instant endedAt() {
        return course.end();
    }

    public boolean open(Instant now) {
        return course.end() == null || course.end().isAfter(now);
    }

    public Duration consumed(Instant now) {
        return course.consumed(now);
    }

    public Objective objective(Instant now) {
        return course.at(now).objective();
    }

    public Duration budget(Instant now) {
        return objective(now).budget();
    }

    public PublishedCalendar calendar(Instant now) {
        return course.at(now).calendar();
    }

    public boolean paused(Instant now) {
        return open(now) && !course.at(now).running();
    }

    public boolean running(Instant now) {
        return open(now) && course.at(now).running();
    }

    /** Null while a pause without end lies before it; of an ended clock what it was when it ended. */
    public @Nullable Instant dueAt() {
        return new Course(course.segments(), null).due();
    }

    /**
     * The due instant if the clock were to run from now on; only while it is paused, and null where so much open time is not
     * left.
     */
    public @Nullable Instant ifResumedNow(Instant now) {
        try {
            return paused(now) ? course.ifResumed(now) : null;
        } catch (OutOfTime never) {
            return null;
        }
    }

    public String pausedBecause(Instant now) {
        return paused(now) ? course.at(now).because() : "";
    }

    public boolean late() {
        var due = dueAt();
        return due != null && endedAt() != null && due.isBefore(endedAt());
    }

    public State state(Instant now) {
        if (!open(now)) return ended == Ended.CANCELLED ? State.CANCELLED : late() ? State.MISSED : State.MET;
        if (passed(100, now)) return State.BREACHED;
        if (paused(now)) return State.PAUSED;
        var ladder = objective(now).ladder();
        return !ladder.isEmpty() && passed(ladder.getFirst().percent(), now) ? State.AT_RISK : State.RUNNING;
    }

    private boolean passed(int percent, Instant now) {
        return consumed(now).compareTo(course.at(now).part(percent)) >= 0;
    }
}
