package io.amparo.sla.engine;

import io.amparo.sla.clock.Corrections;
import io.amparo.sla.clock.Edge;
import io.amparo.sla.clock.Edge.RungKey;
import io.amparo.sla.clock.Edges;
import io.amparo.sla.clock.ReportedClock;
import io.amparo.sla.clock.SlaClock;
import io.amparo.sla.clock.SlaClock.Key;
import io.amparo.sla.engine.EmittedEdges.Generation;
import io.amparo.sla.plan.Metric;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One evaluation of a ticket: reconciles the emitted edges with the edges that follow from the ledger as it is now. Time does not
 * go back: a fact that precedes an emitted edge is evaluated at the instant of that edge.
 *
 * <p>
 * An emitted rung stays emitted at its instant. A fact that arrives later may precede it, so that the clock had not reached the
 * rung at that instant. Then the rung is withdrawn, and the next time that the clock reaches it is the next generation.
 */
final class Evaluation {

    private final Set<String> keys;
    private final Map<RungKey, Generation> rungs;
    private final EmittedEdges emittedBefore;
    private final List<SlaClock> clocks;
    private final List<Edge> edges;
    private final Instant now;
    private final List<Emission> emissions = new ArrayList<>();
    private final List<Withdrawal> pending = new ArrayList<>();
    private @Nullable Instant nextEdgeAt;

    Evaluation(EmittedEdges emitted, List<SlaClock> clocks, Instant now) {
        this.keys = new LinkedHashSet<>(emitted.keys());
        this.rungs = new LinkedHashMap<>(emitted.rungs());
        this.emittedBefore = emitted;
        this.clocks = clocks;
        this.edges = Edges.of(clocks);
        this.now = later(now, emitted.latestAt());
        correctHistory();
        for (var edge : edges) emitIfDue(edge);
        emitPendingWithdrawals();
    }

    /** Returns the events to emit, corrections of earlier events first, then in order of time. */
    List<Emission> emissions() {
        return emissions;
    }

    /**
     * Returns the events that correct the clocks which a late fact has changed, and which no other event reports. A correction is
     * at least the second generation, because the first one belongs to a fact at that instant.
     */
    List<Emission> corrections(Map<Key, ReportedClock> reported) {
        int before = emissions.size();
        for (var edge : Corrections.of(reported, clocks, now)) {
            var known = edge.type() == Edge.Type.RESCHEDULED ? reported.get(new Key(edge.metric(), edge.cycle())) : null;
            emissions.add(new Emission(edge, recordGeneration(edge, 2), List.of(), known == null ? null : known.dueAt(), now));
        }
        return emissions.subList(before, emissions.size());
    }

    EmittedEdges emitted(Map<Key, ReportedClock> reported) {
        var latest = emissions.stream().map(each -> each.edge().at()).reduce(emittedBefore.latestAt(), Evaluation::later);
        return new EmittedEdges(keys, rungs, reported, emittedBefore.eventCount(), latest);
    }

    Instant now() {
        return now;
    }

    /** Returns the instant of the next edge if no further fact arrives; null for none. */
    @Nullable
    Instant nextEdgeAt() {
        return nextEdgeAt;
    }

    /** Corrects each rung whose emitted state is not the state at that instant according to the ledger as it is now. */
    private void correctHistory() {
        if (rungs.isEmpty()) return;
        var history = new HashMap<RungKey, Edge>();
        for (var edge : edges) {
            var rung = edge.rung();
            var emitted = rung == null ? null : rungs.get(rung);
            if (emitted != null && !edge.at().isAfter(emitted.at())) history.put(rung, edge);
        }
        var reachedEarlier = new ArrayList<Edge>();
        for (var rung : rungs.entrySet()) {
            var last = history.get(rung.getKey());
            boolean reached = last != null && last.reachesRung();
            if (reached == rung.getValue().reached()) continue;
            if (reached)
                reachedEarlier.add(last);
            else
                pending.add(new Withdrawal(rung.getKey(), rung.getValue(), now));
        }
        pending.forEach(each -> rungs.computeIfPresent(each.rung(), (_, it) -> it.withdrawn(it.at())));
        reachedEarlier.forEach(edge -> reach(edge, rungs.get(edge.rung()).at()));
    }

    private void emitIfDue(Edge edge) {
        var rung = edge.rung();
        var generation = rung == null ? null : rungs.get(rung);
        if (rung == null ? isEmitted(edge) : isEmitted(edge, generation)) return;
        if (edge.at().isAfter(now)) {
            if (nextEdgeAt == null) nextEdgeAt = edge.at();
        } else if (rung == null)
            emit(edge);
        else if (edge.reachesRung())
            reach(edge, edge.at());
        else {
            rungs.put(rung, generation.withdrawn(edge.at()));
            pending.add(new Withdrawal(rung, generation, edge.at()));
        }
    }

    /** An end may have been emitted for a clock that runs according to a late fact. It is then emitted once more. */
    private boolean isEmitted(Edge edge) {
        if (edge.at().isAfter(now)) return false;
        boolean end = edge.type() == Edge.Type.MET || edge.type() == Edge.Type.CANCELLED;
        if (!end) return keys.contains(edge.key());
        var reported = emittedBefore.clocks().get(new Key(edge.metric(), edge.cycle()));
        return reported != null && reported.hasEnd(edge.type());
    }

    /** A rung that was not emitted, because an earlier cycle reached it, needs no withdrawal. */
    private boolean isEmitted(Edge edge, @Nullable Generation generation) {
        if (generation == null) return !edge.reachesRung();
        return !edge.at().isAfter(generation.at()) || !edge.reachesRung() && !generation.reached();
    }

    private void reach(Edge edge, Instant at) {
        emitPendingWithdrawals();
        var previous = rungs.get(edge.rung());
        int number = previous == null ? 1 : previous.number() + 1;
        rungs.put(edge.rung(), new Generation(number, true, at));
        add(edge, number, List.of());
    }

    private void emit(Edge edge) {
        boolean rescheduled = edge.type() == Edge.Type.RESCHEDULED;
        if (!rescheduled) emitPendingWithdrawals();
        add(edge, recordGeneration(edge, 1), rescheduled ? takePending(edge.metric(), edge.cycle()) : List.of());
    }

    private int recordGeneration(Edge edge, int first) {
        int generation = first;
        while (!keys.add(edge.key(generation)))
            generation++;
        return generation;
    }

    /** Emits the withdrawals that no RESCHEDULED edge contains, one event per clock. */
    private void emitPendingWithdrawals() {
        while (!pending.isEmpty()) {
            var first = pending.getFirst().rung();
            var withdrawn = takePending(first.metric(), first.cycle());
            add(withdrawn.getFirst().edge(), withdrawn.getFirst().generation().number(), withdrawn);
        }
    }

    private List<Withdrawal> takePending(Metric metric, int cycle) {
        if (pending.isEmpty()) return List.of();
        var taken = pending.stream().filter(each -> each.rung().metric() == metric && each.rung().cycle() == cycle)
                .sorted(Withdrawal.MOST_SEVERE_FIRST).toList();
        pending.removeAll(taken);
        return taken;
    }

    private void add(Edge edge, int generation, List<Withdrawal> withdrawn) {
        // The other events report what happened at their instant, the state of a clock must not go back.
        var stateAt = switch (edge.type()) {
            case RESCHEDULED, WITHDRAWN, PAUSED, RESUMED -> later(edge.at(), emittedBefore.latestAt());
            case ASSIGNED, STARTED, MET, CANCELLED, WARNED, BREACHED -> edge.at();
        };
        emissions.add(new Emission(edge, generation, withdrawn, null, stateAt));
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
