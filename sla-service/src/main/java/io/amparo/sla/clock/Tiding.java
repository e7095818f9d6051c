package io.amparo.sla.clock;

import io.amparo.events.sla.SlaEvent;
import java.time.Instant;

/** An event on its way out: its id is the edge that it tells, so that nobody can tell it twice unnoticed. */
public record Tiding(String id, Instant at, Edge.Type type, SlaEvent event) {}
