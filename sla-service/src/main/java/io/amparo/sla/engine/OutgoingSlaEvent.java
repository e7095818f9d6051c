package io.amparo.sla.engine;

import io.amparo.events.sla.SlaEvent;
import io.amparo.sla.clock.Edge;
import java.time.Instant;

/**
 * An SLA event to publish. Its id contains the key of its edge ({@link Edge#key}) and its generation, so that a duplicate is
 * detectable.
 */
public record OutgoingSlaEvent(String id, Instant at, Edge.Type type, SlaEvent event) {

    OutgoingSlaEvent with(SlaEvent other) {
        return new OutgoingSlaEvent(id, at, type, other);
    }
}
