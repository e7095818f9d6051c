package io.amparo.sla.clock;

import io.amparo.sla.calendar.NoOpenTimeException;
import io.amparo.sla.calendar.PublishedCalendar;
import io.amparo.sla.ledger.TicketFact;
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
 * @param dueAt the due instant; null if an open-ended pause comes first. For an ended clock it is the due instant at its end; the
 *     end of support moves none, so that it also holds if the support does not end
 * @param endState how the clock ended, or ends if no further fact arrives; null while no end is known
 * @param cancellationCode code of the cancellation, empty for others
 */
public record SlaClock(Metric metric, int cycle, Instant startedAt, ClockTimeline timeline, @Nullable Instant dueAt,
        @Nullable EndState endState, String cancellationCode, List<DueDateChange> dueDateChanges) {
    /** How a clock ends. */
    public enum EndState {
        MET, CANCELLED
    }

    /** Identifies a clock within its ticket. */
    public record Key(Metric metric, int cycle) {}

    /**
     * A fact moved the due instant from one instant to another; null if an open-ended pause comes first. Both are null for a
     * clock in such a pause that falls due at another instant once it resumes. They are equal if the fact changed the budget, or
     * withdrew a rung, without moving the due instant.
     */
    public record DueDateChange(Instant at, @Nullable Instant from, @Nullable Instant to, TicketFact fact) {}

    public SlaClock {
        dueDateChanges = List.copyOf(dueDateChanges);
    }

    public Key key() {
        return new Key(metric, cycle);
    }

    /** Whether this clock has that metric and cycle. */
    public boolean is(@Nullable Metric otherMetric, int otherCycle) {
        return metric == otherMetric && cycle == otherCycle;
    }

    /** Returns the number of earlier changes at the same instant. */
    int precedingAtSameInstant(int index) {
        return (int) dueDateChanges.subList(0, index).stream().filter(each -> each.at().equals(dueDateChanges.get(index).at()))
                .count();
    }

    public @Nullable Instant endedAt() {
        return timeline.end();
    }

    public boolean isOpen(Instant now) {
        return timeline.end() == null || timeline.end().isAfter(now);
    }

    public Duration consumed(Instant now) {
        return timeline.consumed(now);
    }

    public Objective objective(Instant now) {
        return timeline.segmentAt(now).objective();
    }

    public Duration budget(Instant now) {
        return objective(now).budget();
    }

    public PublishedCalendar calendar(Instant now) {
        return timeline.segmentAt(now).calendar();
    }

    public boolean isPaused(Instant now) {
        return isOpen(now) && !timeline.segmentAt(now).running();
    }

    public boolean isRunning(Instant now) {
        return isOpen(now) && timeline.segmentAt(now).running();
    }

    /** Returns the due instant if the clock resumed now. It is null unless the clock is paused and enough open time remains. */
    public @Nullable Instant dueIfResumedAt(Instant now) {
        try {
            return isPaused(now) ? timeline.dueIfResumedAt(now) : null;
        } catch (NoOpenTimeException noOpenTime) {
            return null;
        }
    }

    public String pausedStatus(Instant now) {
        return isPaused(now) ? timeline.segmentAt(now).pauseStatus() : "";
    }

    public boolean isLate() {
        var due = dueAt();
        return due != null && endedAt() != null && due.isBefore(endedAt());
    }

    public ClockState state(Instant now) {
        if (!isOpen(now))
            return endState == EndState.CANCELLED ? ClockState.CANCELLED : isLate() ? ClockState.MISSED : ClockState.MET;
        if (timeline.isReached(Edge.BREACH, now)) return ClockState.BREACHED;
        if (isPaused(now)) return ClockState.PAUSED;
        var ladder = objective(now).ladder();
        return !ladder.isEmpty() && timeline.isReached(ladder.getFirst().percent(), now)
                ? ClockState.AT_RISK
                : ClockState.RUNNING;
    }
}
