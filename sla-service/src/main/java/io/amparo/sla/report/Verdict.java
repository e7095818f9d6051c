package io.amparo.sla.report;

import io.amparo.sla.clock.Edge;
import io.amparo.sla.clock.Edges;
import io.amparo.sla.clock.Ledger;
import io.amparo.sla.clock.SlaClock;
import io.amparo.sla.clock.SlaClock.Ended;
import io.amparo.sla.clock.TicketClocks;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.plan.Policies;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How a promise came out, as known at an instant. Kept promises and cancelled ones are decided when their clock ends, broken ones
 * when they fall due, however long the answer still takes: each clock has one instant of decision, so that it counts in one
 * period only.
 *
 * @param at when it was decided; null while it is not
 * @param consumed open time that it took, or has taken so far where it was missed and is still owed
 * @param margin what that leaves of the budget; negative for what was missed
 */
public record Verdict(Metric metric, int cycle, Outcome outcome, Instant startedAt, @Nullable Instant at, Duration consumed,
        Duration margin) {
    private static final String ASSIGNED = new Edge(null, 1, Edge.Type.ASSIGNED, 0, Instant.EPOCH).key();

    /** What became of a promise. */
    public enum Outcome {
        MET, MISSED, RUNNING, CANCELLED
    }

    /**
     * Of each clock that had begun by then; empty while a plan that the ledger names is not known.
     *
     * @param known the ledger as it stood then
     * @param told the edges that had been told by then: what nobody had been told was not known
     */
    static Optional<List<Verdict>> of(Ledger known, Policies policies, Instant asOf, Predicate<String> told) {
        if (!told.test(ASSIGNED)) return Optional.of(List.of());
        return TicketClocks.of(known, policies).map(clocks -> clocks.stream().filter(clock -> !clock.startedAt().isAfter(asOf))
                .map(clock -> of(clock, asOf, told)).toList());
    }

    /** As they follow from the ledger alone. */
    public static Optional<List<Verdict>> of(Ledger known, Policies policies, Instant asOf) {
        return of(known, policies, asOf, _ -> true);
    }

    private static Verdict of(SlaClock clock, Instant asOf, Predicate<String> told) {
        boolean cancelled = clock.ended() == Ended.CANCELLED;
        boolean over = !clock.open(asOf) && told.test(key(clock, cancelled ? Edge.Type.CANCELLED : Edge.Type.MET));
        var until = over ? clock.endedAt() : asOf;
        if (over && (cancelled || !clock.late()))
            return verdict(clock, cancelled ? Outcome.CANCELLED : Outcome.MET, until, until);
        var missedAt = missedAt(clock);
        boolean missed = missedAt != null && !missedAt.isAfter(asOf)
                && (over || told.test(key(clock, Edge.Type.BREACHED)) || tellsNoBreach(clock));
        return missed ? verdict(clock, Outcome.MISSED, missedAt, until) : verdict(clock, Outcome.RUNNING, null, until);
    }

    /** A ticket opened again too late goes on late from there: nothing is missed before it begins. */
    private static @Nullable Instant missedAt(SlaClock clock) {
        var due = clock.dueAt();
        return due == null || !due.isBefore(clock.startedAt()) ? due : clock.startedAt();
    }

    /** What an earlier cycle was late with is not told again. */
    private static boolean tellsNoBreach(SlaClock clock) {
        return Edges.of(List.of(clock)).stream().noneMatch(edge -> edge.type() == Edge.Type.BREACHED);
    }

    private static Verdict verdict(SlaClock clock, Outcome outcome, @Nullable Instant at, Instant until) {
        var consumed = clock.consumed(until);
        return new Verdict(clock.metric(), clock.cycle(), outcome, clock.startedAt(), at, consumed,
                clock.budget(until).minus(consumed));
    }

    private static String key(SlaClock clock, Edge.Type type) {
        return new Edge(clock.metric(), clock.cycle(), type, 0, Instant.EPOCH).key();
    }
}
