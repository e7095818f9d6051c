package io.amparo.sla.engine;

import io.amparo.sla.clock.Edge;
import io.amparo.sla.clock.Edge.RungKey;
import io.amparo.sla.engine.EmittedEdges.Generation;
import java.time.Instant;
import java.util.Comparator;

/** A generation of a rung that is withdrawn at an instant. */
record Withdrawal(RungKey rung, Generation generation, Instant at) {
    static final Comparator<Withdrawal> MOST_SEVERE_FIRST = Comparator.comparing((Withdrawal each) -> each.rung.percent())
            .reversed();

    Edge edge() {
        return new Edge(rung.metric(), rung.cycle(), Edge.Type.WITHDRAWN, rung.percent(), at);
    }
}
