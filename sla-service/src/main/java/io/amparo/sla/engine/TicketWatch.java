package io.amparo.sla.engine;

import io.amparo.sla.clock.ClockTracker;
import io.amparo.sla.clock.SlaClock;
import io.amparo.sla.ledger.Ledger;
import io.amparo.sla.ledger.TicketFact;
import io.amparo.sla.plan.Policies;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The state that the engine stores per ticket: its ledger, the emitted edges, and the next wake-up. The alarm is only a hint;
 * each wake-up computes all edges anew.
 *
 * @param added the facts since the last evaluation, which the store does not contain
 * @param cause the last event that changed the clocks; null for a ticket without one
 * @param late whether a fact since the last evaluation does not follow the edges that were emitted before it arrived
 */
public record TicketWatch(Ledger ledger, EmittedEdges emittedEdges, @Nullable Instant wakeUpAt, @Nullable EventCause cause,
        List<TicketFact> added, boolean late) {
    static final Duration RETRY_DELAY = Duration.ofSeconds(1);

    /** The watch after an evaluation, and the events to publish. */
    public record Advance(TicketWatch watch, List<OutgoingSlaEvent> events) {}

    public TicketWatch {
        added = List.copyOf(added);
    }

    TicketWatch(Ledger ledger, EmittedEdges emittedEdges, @Nullable Instant wakeUpAt, @Nullable EventCause cause) {
        this(ledger, emittedEdges, wakeUpAt, cause, List.of(), false);
    }

    public static TicketWatch of(Ledger ledger) {
        return new TicketWatch(ledger, EmittedEdges.NONE, null, null);
    }

    public TicketWatch with(List<TicketFact> facts) {
        return new TicketWatch(ledger.with(facts), emittedEdges, wakeUpAt, cause,
                Stream.concat(added.stream(), facts.stream()).toList(),
                late || facts.stream().anyMatch(fact -> !fact.at().isAfter(emittedEdges.latestAt())));
    }

    TicketWatch withPublished(int events) {
        return new TicketWatch(ledger, emittedEdges.withPublished(events), wakeUpAt, cause, added, late);
    }

    TicketWatch causedBy(@Nullable EventCause event) {
        return new TicketWatch(ledger, emittedEdges, wakeUpAt, event, added, late);
    }

    TicketWatch wakingAt(@Nullable Instant at) {
        return new TicketWatch(ledger, emittedEdges, at, cause, List.of(), late);
    }

    /** Emits every edge that has fallen due. A second call for the same instant emits nothing. */
    public Advance advance(Policies policies, Instant now) {
        var clocks = ClockTracker.clocksOf(ledger, policies);
        if (clocks.isEmpty()) return new Advance(wakingAt(now.plus(RETRY_DELAY)), List.of());
        var evaluation = new Evaluation(emittedEdges, clocks.get(), now);
        var reported = new ReportedClocks(emittedEdges.clocks());
        var events = new ArrayList<OutgoingSlaEvent>();
        events.addAll(report(evaluation.emissions(), clocks.get(), policies, evaluation.now(), reported));
        if (late)
            events.addAll(report(evaluation.corrections(reported.clocks()), clocks.get(), policies, evaluation.now(), reported));
        return new Advance(new TicketWatch(ledger, evaluation.emitted(reported.clocks()), evaluation.nextEdgeAt(), cause),
                Announcements.assign(events));
    }

    private List<OutgoingSlaEvent> report(List<Emission> emissions, List<SlaClock> clocks, Policies policies, Instant now,
            ReportedClocks reported) {
        var events = new ArrayList<OutgoingSlaEvent>();
        for (var emission : emissions)
            SlaEventFactory.eventOf(emission, this, clocks, reported, policies, now).ifPresent(each -> {
                reported.apply(each.event());
                events.add(each);
            });
        return events;
    }
}
