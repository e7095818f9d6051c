package io.amparo.sla.readmodel;

import io.amparo.platform.Adapter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gauge of the tickets that are breached now, by priority. Every instance counts the same tickets. */
@Adapter
final class BreachedTickets {
    private static final Logger LOG = LoggerFactory.getLogger(BreachedTickets.class);
    private static final List<String> PRIORITIES = List.of("P1", "P2", "P3", "P4");

    private final Supplier<Map<String, Integer>> query;
    private volatile Map<String, Integer> counts = Map.of();

    /** @param query counts the breached tickets by priority */
    BreachedTickets(Supplier<Map<String, Integer>> query, MeterRegistry meters) {
        this.query = query;
        for (var priority : PRIORITIES)
            Gauge.builder("amparo.sla.breached.tickets", () -> counts.getOrDefault(priority, 0))
                    .description("Tickets with a breached clock now, by priority").tag("priority", priority).register(meters);
    }

    /** A store that is unavailable leaves the last numbers. */
    void count() {
        try {
            counts = query.get();
        } catch (RuntimeException e) {
            LOG.debug("Cannot count the breached tickets; the last numbers stay until the store is available", e);
        }
    }
}
