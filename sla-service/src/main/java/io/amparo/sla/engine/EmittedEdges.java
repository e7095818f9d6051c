package io.amparo.sla.engine;

import io.amparo.sla.clock.Edge.RungKey;
import io.amparo.sla.clock.ReportedClock;
import io.amparo.sla.clock.SlaClock.Key;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Set;

/**
 * The edges that the engine has emitted for a ticket: each generation of an edge once.
 *
 * @param keys keys of the edges other than rungs, with their generation
 * @param rungs the last generation of each rung
 * @param clocks the clocks according to the emitted events
 * @param eventCount number of published events, also those without an edge
 * @param latestAt instant of the latest emitted edge
 */
record EmittedEdges(Set<String> keys, Map<RungKey, Generation> rungs, Map<Key, ReportedClock> clocks, int eventCount,
        Instant latestAt) {
    static final EmittedEdges NONE = new EmittedEdges(Set.of(), Map.of(), Map.of(), 0, Instant.EPOCH);

    /**
     * The last generation of a rung.
     *
     * @param number 1 for the first time that the clock reached the rung
     * @param reached false once it is withdrawn
     * @param at when the rung was reached, or withdrawn, according to the emitted event
     */
    record Generation(int number, boolean reached, Instant at) {

        Generation withdrawn(Instant withdrawnAt) {
            return new Generation(number, false, withdrawnAt);
        }
    }

    EmittedEdges {
        keys = Collections.unmodifiableSet(keys);
        rungs = Collections.unmodifiableMap(rungs);
        clocks = Collections.unmodifiableMap(clocks);
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    EmittedEdges withPublished(int events) {
        return new EmittedEdges(keys, rungs, clocks, eventCount + events, latestAt);
    }
}
