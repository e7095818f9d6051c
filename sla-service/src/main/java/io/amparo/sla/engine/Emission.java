package io.amparo.sla.engine;

import io.amparo.sla.clock.Edge;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event to emit.
 *
 * @param edge for a withdrawal without a RESCHEDULED edge, the WITHDRAWN edge of the most severe rung
 * @param generation 1 for the first emission of the edge
 * @param withdrawn the rungs that the event withdraws
 * @param dueBefore the reported due instant that a correction replaces; null for other events
 * @param stateAt the event reports the clocks as of this instant: that of its edge, but an event with the state of clocks not
 *     before the edges that were emitted earlier, because its fact may have arrived after them
 */
record Emission(Edge edge, int generation, List<Withdrawal> withdrawn, @Nullable Instant dueBefore, Instant stateAt) {

    /** Whether an edge that is emitted once is emitted again, because a late fact has changed the clock. */
    boolean isCorrection() {
        return generation > 1;
    }

    /** Returns the key that identifies the event within its ticket. */
    String key() {
        var rung = edge.rung();
        if (rung == null) return edge.key(generation);
        return edge.reachesRung() ? rung.key(generation) : rung.key(generation) + "/withdrawn";
    }
}
