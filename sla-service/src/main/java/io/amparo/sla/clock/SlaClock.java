package io.amparo.sla.clock;

import io.amparo.sla.plan.Metric;
import io.amparo.sla.plan.Objective;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One run of one promise of a ticket: a completed run is frozen, a ticket opened again gets the next cycle.
 *
 * @param ended why it is over (MET, CANCELLED), null while it is not
 */
public record SlaClock(Metric metric, int cycle, Instant startedAt, Objective objective, Course course, @Nullable Ended ended) {
    /** How a clock can end. */
    public enum Ended {
        MET, CANCELLED
    }

    /** What one sees of a clock at an instant. */
    public enum State {
        RUNNING, AT_RISK, BREACHED, PAUSED, MET, MISSED, CANCELLED
    }

    public @Nullable Instant endedAt() {
        return course.end();
    }

    public Duration consumed(Instant now) {
        return course.consumed(now);
    }

    public Duration budget() {
        return course.last().budget();
    }

    public boolean paused() {
        return ended == null && !course.last().running();
    }

    /** Null while paused; of an ended clock what it was when it ended. */
    public @Nullable Instant dueAt() {
        return new Course(course.segments(), null).due();
    }

    /** The due instant if the clock were to run from now on; only while it is paused. */
    public @Nullable Instant ifResumedNow(Instant now) {
        return paused() ? course.ifResumed(now) : null;
    }

    public String pausedBecause() {
        return paused() ? course.last().because() : "";
    }

    public boolean late() {
        var due = dueAt();
        return due != null && endedAt() != null && due.isBefore(endedAt());
    }

    public State state(Instant now) {
        if (ended == Ended.CANCELLED) return State.CANCELLED;
        if (ended == Ended.MET) return late() ? State.MISSED : State.MET;
        if (passed(100, now)) return State.BREACHED;
        if (paused()) return State.PAUSED;
        return !objective.warnings().isEmpty() && passed(objective.warnings().getFirst(), now) ? State.AT_RISK : State.RUNNING;
    }

    private boolean passed(int percent, Instant now) {
        return consumed(now).compareTo(budget().multipliedBy(percent).dividedBy(100)) >= 0;
    }
}
