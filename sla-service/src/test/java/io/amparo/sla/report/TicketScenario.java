package io.amparo.sla.report;

import io.amparo.sla.clock.ClockFixtures;
import io.amparo.sla.engine.TicketWatch;
import io.amparo.sla.ledger.Facts;
import io.amparo.sla.ledger.Ledger;
import io.amparo.sla.ledger.TicketFact;
import io.amparo.sla.ledger.TicketFactMapper;
import io.amparo.sla.plan.PlanVersion;
import io.amparo.sla.plan.Policies;
import io.amparo.sla.readmodel.EmittedEdge;
import io.amparo.sla.readmodel.WatchedTicket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Test scenario: the history of a ticket, replayed through a simulated engine and read side, with optional delays:
 * {@code Life.opened("t1", "P1", "z", "…").reply("…").watched(…)}.
 */
public record TicketScenario(Ledger opening, Ledger ledger, Duration timerDelay, Duration eventDelay) {
    public static final Policies POLICIES = ClockFixtures.policies();

    public static TicketScenario opened(String id, String priority, String plan, String at) {
        return opened(id, "acme", priority, plan, Instant.parse(at));
    }

    public static TicketScenario opened(String id, String customer, String priority, String plan, Instant at) {
        var ledger = TicketFactMapper.newLedger(id, "T-" + id, customer, "s", "INCIDENT", priority, at)
                .with(TicketFactMapper.planFact(new PlanVersion(plan, 1), at));
        return new TicketScenario(ledger, ledger, Duration.ZERO, Duration.ZERO);
    }

    public TicketScenario with(String what, String value, Instant at) {
        return new TicketScenario(opening, ledger.with(Facts.fact("#" + ledger.facts().size(), at, what, value)), timerDelay,
                eventDelay);
    }

    public TicketScenario reply(String at) {
        return with("REPLIED", "fabio", Instant.parse(at));
    }

    public TicketScenario status(String status, String at) {
        return with("STATUS", status, Instant.parse(at));
    }

    /** Delays the engine's timers. */
    public TicketScenario withTimerDelay(Duration delay) {
        return new TicketScenario(opening, ledger, delay, eventDelay);
    }

    /** Delays the ticket events on their way to the engine. */
    public TicketScenario withEventDelay(Duration delay) {
        return new TicketScenario(opening, ledger, timerDelay, delay);
    }

    public WatchedTicket watchedAt(String until) {
        return watchedAt(Instant.parse(until));
    }

    /** Returns the ticket as the read side has it at this instant. */
    public WatchedTicket watchedAt(Instant until) {
        var engine = new SimulatedEngine();
        engine.apply(opening);
        for (var fact : ledger.facts()) if (!fact.at().plus(eventDelay).isAfter(until) && !opening.facts().contains(fact)) {
            engine.fireTimers(fact.at().plus(eventDelay).minusMillis(1), timerDelay);
            engine.apply(fact, fact.at().plus(eventDelay));
        }
        engine.fireTimers(until, timerDelay);
        return engine.ticket;
    }

    private static final class SimulatedEngine {
        private TicketWatch watch;
        private WatchedTicket ticket;

        void apply(Ledger opened) {
            watch = TicketWatch.of(opened);
            var at = opened.facts().getFirst().at();
            ticket = WatchedTicket.of(opened, at);
            advance(at, at);
        }

        void apply(TicketFact fact, Instant now) {
            watch = watch.with(List.of(fact));
            ticket = ticket.with(List.of(fact), now);
            advance(fact.at(), now);
        }

        void fireTimers(Instant until, Duration delay) {
            while (watch.wakeUpAt() != null && !watch.wakeUpAt().plus(delay).isAfter(until))
                advance(watch.wakeUpAt().plus(delay), watch.wakeUpAt().plus(delay));
        }

        /** @param at time in the event; {@code now} is the time at which the read side receives it */
        private void advance(Instant at, Instant now) {
            var advance = watch.advance(POLICIES, at);
            watch = advance.watch();
            for (var event : advance.events()) ticket = ticket.with(EmittedEdge.of(event.id(), event.event(), at, now));
        }
    }
}
