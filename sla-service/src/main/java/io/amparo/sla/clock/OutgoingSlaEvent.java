package io.amparo.sla.clock;

import io.amparo.events.sla.SlaEvent;
import java.time.Instant;

/** An SLA event to publish. Its id contains the key of its edge ({@link Edge#key}), so that a duplicate is detectable. */
public record OutgoingSlaEvent(String id, Instant at, Edge.Type type, SlaEvent event) {}
