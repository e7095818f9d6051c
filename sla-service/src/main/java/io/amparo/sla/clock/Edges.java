package io.amparo.sla.clock;

import io.amparo.sla.clock.SlaClock.Ended;
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
        assigned.ifPresent(at -> edges.add(ticket(Edge.Type.ASSIGNED, at)));
        var paused = new TreeSet<Instant>();
        var resumed = new TreeSet<Instant>();
        for (var clock : clocks) {
            crossings(clock, edges);
            turns(clock, assigned.get(), paused, resumed);
            for (int i = 0; i < clock.redated().size(); i++)
                edges.add(edge(clock, Edge.Type.REDATED, clock.before(i), clock.redated().get(i).at()));
            if (clock.ended() == Ended.MET) edges.add(edge(clock, Edge.Type.MET, 0, clock.endedAt()));
            if (clock.ended() == Ended.CANCELLED) edges.add(edge(clock, Edge.Type.CANCELLED, 0, clock.endedAt()));
        }
        paused.forEach(at -> edges.add(ticket(Edge.Type.PAUSED, at)));
        resumed.forEach(at -> edges.add(ticket(Edge.Type.RESUMED, at)));
        edges.sort(Edge.ORDER);
        return edges;
    }

    /** The rung at 100 percent is the breach itself. */
    private static void crossings(SlaClock clock, List<Edge> edges) {
        for (int percent : clock.course().rungs()) if (percent != 100) crossing(clock, Edge.Type.WARNED, percent, edges);
        crossing(clock, Edge.Type.BREACHED, 100, edges);
    }

    /** A response at the due instant is in time. An edge that an earlier cycle reached is not emitted again. */
    private static void crossing(SlaClock clock, Edge.Type type, int percent, List<Edge> edges) {
        var at = clock.course().reached(percent);
        if (at != null && !at.isBefore(clock.startedAt()) && (clock.endedAt() == null || at.isBefore(clock.endedAt())))
            edges.add(edge(clock, type, percent, at));
    }

    /** A clock that starts after the others is emitted as resumed. */
    private static void turns(SlaClock clock, Instant assigned, Set<Instant> paused, Set<Instant> resumed) {
        boolean ran = clock.course().at(clock.startedAt()).running();
        if (!ran)
            paused.add(clock.startedAt());
        else if (clock.startedAt().isAfter(assigned)) resumed.add(clock.startedAt());
        for (var segment : clock.course().segments()) {
            if (!segment.from().isAfter(clock.startedAt()) || !clock.open(segment.from())) continue;
            if (ran != segment.running()) (ran ? paused : resumed).add(segment.from());
            ran = segment.running();
        }
    }

    private static Edge edge(SlaClock clock, Edge.Type type, int percent, Instant at) {
        return new Edge(clock.metric(), clock.cycle(), type, percent, at);
    }

    private static Edge ticket(Edge.Type type, Instant at) {
        return new Edge(null, 1, type, 0, at);
    }

    private Edges() {}
}
