package io.amparo.sla.engine;

import io.amparo.sla.clock.ClockTracker;
import io.amparo.sla.ledger.Ledger;
import io.amparo.sla.ledger.TicketFact;
import io.amparo.sla.plan.Policies;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The state that the engine stores per ticket: its ledger, the emitted edges, and the next wake-up. The alarm is only a hint;
 * each wake-up computes all edges anew.
 *
 * @param added the facts since the last evaluation, which the store does not contain
 */
public record TicketWatch(Ledger ledger, EmittedEdges emittedEdges, @Nullable Instant wakeUpAt, List<TicketFact> added) {
    static final Duration RETRY_DELAY = Duration.ofSeconds(1);

    /** The watch after an evaluation, and the events to publish. */
    public record Advance(TicketWatch watch, List<OutgoingSlaEvent> events) {}

    public TicketWatch {
        added = List.copyOf(added);
    }

    TicketWatch(Ledger ledger, EmittedEdges emittedEdges, @Nullable Instant wakeUpAt) {
        this(ledger, emittedEdges, wakeUpAt, List.of());
    }

    public static TicketWatch of(Ledger ledger) {
        return new TicketWatch(ledger, EmittedEdges.NONE, null);
    }

    public TicketWatch with(List<TicketFact> facts) {
        return new TicketWatch(ledger.with(facts), emittedEdges, wakeUpAt,
                Stream.concat(added.stream(), facts.stream()).toList());
    }

    TicketWatch wakingAt(@Nullable Instant at) {
        return new TicketWatch(ledger, emittedEdges, at);
    }

    /** Emits every edge that has fallen due. A second call for the same instant emits nothing. */
    public Advance advance(Policies policies, Instant now) {
        var clocks = ClockTracker.clocksOf(ledger, policies);
        if (clocks.isEmpty()) return new Advance(wakingAt(now.plus(RETRY_DELAY)), List.of());
        var evaluation = new Evaluation(emittedEdges, clocks.get(), now);
        var events = SlaEventFactory.eventsOf(evaluation.emissions(), this, clocks.get(), policies, now);
        return new Advance(new TicketWatch(ledger, evaluation.emitted(emittedEdges.eventCount()), evaluation.nextEdgeAt()),
                events);
    }
}
