package io.amparo.sla.engine;

import io.amparo.sla.clock.ClockTracker;
import io.amparo.sla.clock.Edges;
import io.amparo.sla.ledger.Ledger;
import io.amparo.sla.ledger.TicketFact;
import io.amparo.sla.plan.Policies;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state that the engine stores per ticket: its ledger, the keys of the emitted edges, and the next wake-up. The alarm is only
 * a hint; each wake-up computes all edges anew.
 */
public record TicketWatch(Ledger ledger, Set<String> emittedEdges, @Nullable Instant wakeUpAt) {
    static final Duration RETRY_DELAY = Duration.ofSeconds(1);

    /** The watch after an evaluation, and the events to publish. */
    public record Advance(TicketWatch watch, List<OutgoingSlaEvent> events) {}

    public static TicketWatch of(Ledger ledger) {
        return new TicketWatch(ledger, Set.of(), null);
    }

    public TicketWatch with(List<TicketFact> facts) {
        return new TicketWatch(ledger.with(facts), emittedEdges, wakeUpAt);
    }

    TicketWatch wakingAt(@Nullable Instant at) {
        return new TicketWatch(ledger, emittedEdges, at);
    }

    /** Emits every edge that has fallen due. A second call for the same instant emits nothing. */
    public Advance advance(Policies policies, Instant now) {
        var clocks = ClockTracker.clocksOf(ledger, policies);
        if (clocks.isEmpty()) return new Advance(new TicketWatch(ledger, emittedEdges, now.plus(RETRY_DELAY)), List.of());
        var events = new ArrayList<OutgoingSlaEvent>();
        var emitted = new LinkedHashSet<>(emittedEdges);
        Instant nextWakeUpAt = null;
        for (var edge : Edges.of(clocks.get())) {
            if (edge.at().isAfter(now)) {
                nextWakeUpAt = nextWakeUpAt == null && !emittedEdges.contains(edge.key()) ? edge.at() : nextWakeUpAt;
            } else if (emitted.add(edge.key())) {
                events.add(SlaEventFactory.of(edge, ledger, clocks.get(), policies, now));
            }
        }
        return new Advance(new TicketWatch(ledger, emitted, nextWakeUpAt), events);
    }
}
