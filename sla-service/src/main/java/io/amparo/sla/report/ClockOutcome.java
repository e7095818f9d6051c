package io.amparo.sla.report;

import io.amparo.sla.clock.ClockTracker;
import io.amparo.sla.clock.Edge;
import io.amparo.sla.clock.Edges;
import io.amparo.sla.clock.SlaClock;
import io.amparo.sla.clock.SlaClock.EndState;
import io.amparo.sla.ledger.Ledger;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.plan.Policies;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of an SLA clock, as known at an instant. A met or cancelled clock is decided when it ends, a missed one when it
 * falls due, however late the response comes. Each clock has exactly one instant of decision, so it counts in one period only.
 *
 * @param decidedAt when the outcome was decided; null while the clock is running
 * @param consumed open time consumed until the end of the clock, or so far if it is missed and still open
 * @param margin budget minus consumed open time; negative if missed
 */
public record ClockOutcome(Metric metric, int cycle, Outcome outcome, Instant startedAt, @Nullable Instant decidedAt,
        Duration consumed, Duration margin) {
    private static final String ASSIGNED = new Edge(null, 1, Edge.Type.ASSIGNED, 0, Instant.EPOCH).key();

    /** The outcome of a clock. */
    public enum Outcome {
        MET, MISSED, RUNNING, CANCELLED
    }

    /**
     * Returns the outcome of each clock that had started by {@code asOf}; empty if a plan of the ledger is not known.
     *
     * @param ledger the ledger as of {@code asOf}
     * @param emitted tests whether the edge with this key had been emitted by then, and not withdrawn; an outcome without its
     *     edge was not known yet
     */
    static Optional<List<ClockOutcome>> of(Ledger ledger, Policies policies, Instant asOf, Predicate<String> emitted) {
        if (!emitted.test(ASSIGNED)) return Optional.of(List.of());
        return ClockTracker.clocksOf(ledger, policies).map(clocks -> clocks.stream()
                .filter(clock -> !clock.startedAt().isAfter(asOf)).map(clock -> of(clock, asOf, emitted)).toList());
    }

    /** Returns the outcomes that follow from the ledger alone, as if all edges were emitted. */
    public static Optional<List<ClockOutcome>> of(Ledger ledger, Policies policies, Instant asOf) {
        return of(ledger, policies, asOf, _ -> true);
    }

    private static ClockOutcome of(SlaClock clock, Instant asOf, Predicate<String> emitted) {
        boolean cancelled = clock.endState() == EndState.CANCELLED;
        boolean ended = !clock.isOpen(asOf) && emitted.test(key(clock, cancelled ? Edge.Type.CANCELLED : Edge.Type.MET));
        var until = ended ? clock.endedAt() : asOf;
        if (ended && (cancelled || !clock.isLate()))
            return create(clock, cancelled ? Outcome.CANCELLED : Outcome.MET, until, until);
        var missedAt = missedAt(clock);
        boolean missed = missedAt != null && !missedAt.isAfter(asOf)
                && (ended || emitted.test(key(clock, Edge.Type.BREACHED)) || emitsNoBreach(clock));
        return missed ? create(clock, Outcome.MISSED, missedAt, until) : create(clock, Outcome.RUNNING, null, until);
    }

    /**
     * Returns when the clock is missed: at its due time, but not before it starts (a reopened ticket may already be past its due
     * time).
     */
    private static @Nullable Instant missedAt(SlaClock clock) {
        var due = clock.dueAt();
        return due == null || !due.isBefore(clock.startedAt()) ? due : clock.startedAt();
    }

    /** Returns whether the clock emits no BREACHED edge, because an earlier cycle had used up the budget. */
    private static boolean emitsNoBreach(SlaClock clock) {
        return Edges.of(List.of(clock)).stream().noneMatch(edge -> edge.type() == Edge.Type.BREACHED);
    }

    private static ClockOutcome create(SlaClock clock, Outcome outcome, @Nullable Instant decidedAt, Instant until) {
        var consumed = clock.consumed(until);
        return new ClockOutcome(clock.metric(), clock.cycle(), outcome, clock.startedAt(), decidedAt, consumed,
                clock.budget(until).minus(consumed));
    }

    private static String key(SlaClock clock, Edge.Type type) {
        return new Edge(clock.metric(), clock.cycle(), type, 0, Instant.EPOCH).key();
    }
}
