package io.amparo.sla.report;

import io.amparo.sla.board.WatchedTicket;
import io.amparo.sla.board.WatchedTicket.Told;
import io.amparo.sla.clock.ClockFixtures;
import io.amparo.sla.clock.Fact;
import io.amparo.sla.clock.Fact.What;
import io.amparo.sla.clock.Ledger;
import io.amparo.sla.clock.TicketFactsConsumer;
import io.amparo.sla.clock.TicketWatch;
import io.amparo.sla.plan.Policies;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Test scenario: the history of a ticket, replayed through a simulated engine and read side, with optional delays:
 * {@code Life.opened("t1", "P1", "z", "…").reply("…").watched(…)}.
 */
public record Life(Ledger opening, Ledger ledger, Duration lag, Duration late) {
    public static final Policies POLICIES = ClockFixtures.policies();

    public static Life opened(String id, String priority, String plan, String at) {
        return opened(id, "acme", priority, plan, Instant.parse(at));
    }

    public static Life opened(String id, String customer, String priority, String plan, Instant at) {
        var ledger = TicketFactsConsumer.opening(id, "T-" + id, customer, "s", "INCIDENT", priority, at)
                .with(TicketFactsConsumer.promised(plan, 1, at));
        return new Life(ledger, ledger, Duration.ZERO, Duration.ZERO);
    }

    public Life with(What what, String value, Instant at) {
        return new Life(opening, ledger.with(new Fact("#" + ledger.facts().size(), at, what, value)), lag, late);
    }

    public Life reply(String at) {
        return with(What.REPLIED, "fabio", Instant.parse(at));
    }

    public Life status(String status, String at) {
        return with(What.STATUS, status, Instant.parse(at));
    }

    /** Delays the engine's timers. */
    public Life lagging(Duration by) {
        return new Life(opening, ledger, by, late);
    }

    /** Delays the ticket events on their way to the engine. */
    public Life heardAfter(Duration by) {
        return new Life(opening, ledger, lag, by);
    }

    public WatchedTicket watched(String until) {
        return watched(Instant.parse(until));
    }

    /** Returns the ticket as the read side has it at this instant. */
    public WatchedTicket watched(Instant until) {
        var run = new Engine();
        run.hear(opening);
        for (var fact : ledger.facts()) if (!fact.at().plus(late).isAfter(until) && !opening.facts().contains(fact)) {
            run.ring(fact.at().plus(late).minusMillis(1), lag);
            run.hear(fact, fact.at().plus(late));
        }
        run.ring(until, lag);
        return run.seen;
    }

    private static final class Engine {
        private TicketWatch watch;
        private WatchedTicket seen;

        void hear(Ledger opened) {
            watch = TicketWatch.over(opened);
            var at = opened.facts().getFirst().at();
            seen = WatchedTicket.of(opened, at);
            advance(at, at);
        }

        void hear(Fact fact, Instant now) {
            watch = watch.with(List.of(fact));
            seen = seen.with(List.of(fact), now);
            advance(fact.at(), now);
        }

        void ring(Instant until, Duration lag) {
            while (watch.wakeAt() != null && !watch.wakeAt().plus(lag).isAfter(until))
                advance(watch.wakeAt().plus(lag), watch.wakeAt().plus(lag));
        }

        /** @param at time in the event; {@code now} is the time at which the read side receives it */
        private void advance(Instant at, Instant now) {
            var turn = watch.advance(POLICIES, at);
            watch = turn.watch();
            for (var tiding : turn.tidings())
                seen = seen.with(new Told(tiding.id().substring(tiding.id().indexOf('/') + 1), at, now));
        }
    }
}
