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
 * One run of one objective of a ticket, from start to end. A part may lie in the future. A completed run never changes; a new
 * start is the next cycle.
 *
 * @param ended how the clock ended, or ends if no further fact arrives; null while no end is known
 * @param because code of the cancellation, empty for others
 */
public record SlaClock(Metric metric, int cycle, Instant startedAt, Course course, @Nullable Ended ended, String because,
        List<Redating> redated) {
    /** How a clock ends. */
    public enum Ended {
        MET, CANCELLED
    }

    /** The state of a clock at an instant. */
    public enum State {
        RUNNING, AT_RISK, BREACHED, PAUSED, MET, MISSED, CANCELLED
    }

    /**
     * A fact moved the due instant from one instant to another; null if an open-ended pause comes first. Both are null for a
     * clock in such a pause that falls due at another instant once it resumes.
     */
    public record Redating(Instant at, @Nullable Instant from, @Nullable Instant to, Fact fact) {}

    public SlaClock {
        redated = List.copyOf(redated);
    }

    /** Returns the number of earlier changes at the same instant. */
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

    /** Returns the due instant; null if an open-ended pause comes first. For an ended clock it is the due instant at its end. */
    public @Nullable Instant dueAt() {
        return new Course(course.segments(), null).due();
    }

    /** Returns the due instant if the clock resumed now. It is null unless the clock is paused and enough open time remains. */
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
