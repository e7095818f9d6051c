package io.amparo.sla.clock;

import io.amparo.sla.clock.SlaClock.Key;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Computes the edges that lead from the reported clocks of a ticket to the clocks at an instant. They differ only if a fact
 * arrived after an edge that it precedes, or in the same millisecond.
 */
public final class Corrections {

    /** Returns the edges in the order of emission; all but an end happen now. */
    public static List<Edge> of(Map<Key, ReportedClock> reported, List<SlaClock> clocks, Instant now) {
        var corrections = new LinkedHashMap<String, Edge>();
        var started = new HashSet<Key>();
        for (var clock : clocks) {
            if (clock.startedAt().isAfter(now)) continue;
            started.add(clock.key());
            var known = reported.get(clock.key());
            if (known != null && known.isSameAs(clock, now)) continue;
            for (var edge : edges(clock, known, now)) corrections.put(edge.key(), edge);
        }
        for (var clock : reported.entrySet())
            if (clock.getValue().state() != ClockState.CANCELLED && !started.contains(clock.getKey())) {
                var edge = new Edge(clock.getKey().metric(), clock.getKey().cycle(), Edge.Type.CANCELLED, 0, now);
                corrections.put(edge.key(), edge);
            }
        var edges = new ArrayList<>(corrections.values());
        edges.sort(Edge.ORDER);
        return edges;
    }

    /** A start, a pause and its end concern all clocks of the ticket. Any other change is a rescheduling of the clock. */
    private static List<Edge> edges(SlaClock clock, @Nullable ReportedClock known, Instant now) {
        return switch (clock.state(now)) {
            case MET, MISSED -> List.of(ofClock(clock, Edge.Type.MET, clock.endedAt()));
            case CANCELLED -> List.of(ofClock(clock, Edge.Type.CANCELLED, clock.endedAt()));
            case RUNNING, AT_RISK, BREACHED, PAUSED -> {
                boolean paused = clock.isPaused(now);
                if (known == null || known.state() == ClockState.CANCELLED)
                    yield paused
                            ? List.of(ofTicket(Edge.Type.STARTED, now), ofTicket(Edge.Type.PAUSED, now))
                            : List.of(ofTicket(Edge.Type.STARTED, now));
                yield known.paused() != paused
                        ? List.of(ofTicket(paused ? Edge.Type.PAUSED : Edge.Type.RESUMED, now))
                        : List.of(ofClock(clock, Edge.Type.RESCHEDULED, now));
            }
        };
    }

    private static Edge ofTicket(Edge.Type type, Instant at) {
        return new Edge(null, 1, type, 0, at);
    }

    private static Edge ofClock(SlaClock clock, Edge.Type type, Instant at) {
        return new Edge(clock.metric(), clock.cycle(), type, 0, at);
    }

    private Corrections() {}
}
