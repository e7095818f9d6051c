package io.amparo.sla.clock;

import io.amparo.sla.clock.SlaClock.EndState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Computes all edges of the clocks of a ticket in order of time: past edges, and future ones if no further fact arrives. */
public final class Edges {
    public static List<Edge> of(List<SlaClock> clocks) {
        var edges = new ArrayList<Edge>();
        var assigned = clocks.stream().map(SlaClock::startedAt).min(Comparator.naturalOrder());
        assigned.ifPresent(at -> edges.add(ticketEdge(Edge.Type.ASSIGNED, at)));
        var started = new TreeSet<Instant>();
        var paused = new TreeSet<Instant>();
        var resumed = new TreeSet<Instant>();
        for (var clock : clocks) {
            crossings(clock, edges);
            if (clock.startedAt().isAfter(assigned.get())) started.add(clock.startedAt());
            pausesAndResumes(clock, paused, resumed);
            for (int i = 0; i < clock.dueDateChanges().size(); i++)
                edges.add(clockEdge(clock, Edge.Type.RESCHEDULED, clock.precedingAtSameInstant(i),
                        clock.dueDateChanges().get(i).at()));
            if (clock.endState() == EndState.MET) edges.add(clockEdge(clock, Edge.Type.MET, 0, clock.endedAt()));
            if (clock.endState() == EndState.CANCELLED) edges.add(clockEdge(clock, Edge.Type.CANCELLED, 0, clock.endedAt()));
        }
        started.forEach(at -> edges.add(ticketEdge(Edge.Type.STARTED, at)));
        paused.forEach(at -> edges.add(ticketEdge(Edge.Type.PAUSED, at)));
        resumed.forEach(at -> edges.add(ticketEdge(Edge.Type.RESUMED, at)));
        edges.sort(Edge.ORDER);
        return edges;
    }

    /** A response at the due instant is in time. A rung that an earlier cycle reached is not reached by the next one. */
    private static void crossings(SlaClock clock, List<Edge> edges) {
        for (var crossing : clock.timeline().crossings()) {
            var at = crossing.at();
            if (!at.isBefore(clock.startedAt()) && (clock.endedAt() == null || at.isBefore(clock.endedAt())))
                edges.add(Edge.ofRung(clock.metric(), clock.cycle(), crossing.percent(), crossing.reached(), at));
        }
    }

    private static void pausesAndResumes(SlaClock clock, Set<Instant> paused, Set<Instant> resumed) {
        boolean wasRunning = clock.timeline().segmentAt(clock.startedAt()).running();
        if (!wasRunning) paused.add(clock.startedAt());
        for (var segment : clock.timeline().segments()) {
            if (!segment.from().isAfter(clock.startedAt()) || !clock.isOpen(segment.from())) continue;
            if (wasRunning != segment.running()) (wasRunning ? paused : resumed).add(segment.from());
            wasRunning = segment.running();
        }
    }

    private static Edge clockEdge(SlaClock clock, Edge.Type type, int percent, Instant at) {
        return new Edge(clock.metric(), clock.cycle(), type, percent, at);
    }

    private static Edge ticketEdge(Edge.Type type, Instant at) {
        return new Edge(null, 1, type, 0, at);
    }

    private Edges() {}
}
