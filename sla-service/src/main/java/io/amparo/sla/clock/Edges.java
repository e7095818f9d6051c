package io.amparo.sla.clock;

import io.amparo.sla.clock.SlaClock.Ended;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Every edge that a ticket's clocks have had, and will have if nothing more happens, in order of time. */
public final class Edges {
    public static List<Edge> of(List<SlaClock> clocks) {
        var edges = new ArrayList<Edge>();
        clocks.stream().map(SlaClock::startedAt).min(Comparator.naturalOrder())
                .ifPresent(at -> edges.add(ticket(Edge.Type.ASSIGNED, at)));
        var paused = new TreeSet<Instant>();
        var resumed = new TreeSet<Instant>();
        for (var clock : clocks) {
            crossings(clock, edges);
            turns(clock, paused, resumed, edges);
            if (clock.ended() == Ended.MET) edges.add(edge(clock, Edge.Type.MET, 0, clock.endedAt()));
            if (clock.ended() == Ended.CANCELLED) edges.add(edge(clock, Edge.Type.CANCELLED, 0, clock.endedAt()));
        }
        paused.forEach(at -> edges.add(ticket(Edge.Type.PAUSED, at)));
        resumed.forEach(at -> edges.add(ticket(Edge.Type.RESUMED, at)));
        edges.sort(Edge.ORDER);
        return edges;
    }

    private static void crossings(SlaClock clock, List<Edge> edges) {
        for (int percent : clock.objective().warnings()) crossing(clock, Edge.Type.WARNED, percent, edges);
        crossing(clock, Edge.Type.BREACHED, 100, edges);
    }

    /** An answer at the very instant of the promise is in time; what an earlier cycle used up is not told again. */
    private static void crossing(SlaClock clock, Edge.Type type, int percent, List<Edge> edges) {
        var at = clock.course().reached(percent);
        if (at != null && !at.isBefore(clock.startedAt()) && (clock.endedAt() == null || at.isBefore(clock.endedAt())))
            edges.add(edge(clock, type, percent, at));
    }

    private static void turns(SlaClock clock, Set<Instant> paused, Set<Instant> resumed, List<Edge> edges) {
        var segments = clock.course().segments();
        for (int i = 0; i < segments.size(); i++) {
            var segment = segments.get(i);
            if (segment.from().isBefore(clock.startedAt())) continue;
            boolean ran = i == 0 || segments.get(i - 1).running();
            if (ran && !segment.running()) paused.add(segment.from());
            if (!ran && segment.running()) resumed.add(segment.from());
            if (i > 0 && !segments.get(i - 1).samePromise(segment) && moved(clock.course(), i))
                edges.add(edge(clock, Edge.Type.REDATED, 0, segment.from()));
        }
    }

    private static boolean moved(Course course, int segment) {
        return !Objects.equals(course.first(segment).due(), course.first(segment + 1).due());
    }

    private static Edge edge(SlaClock clock, Edge.Type type, int percent, Instant at) {
        return new Edge(clock.metric(), clock.cycle(), type, percent, at);
    }

    private static Edge ticket(Edge.Type type, Instant at) {
        return new Edge(null, 1, type, 0, at);
    }

    private Edges() {}
}
