package io.amparo.sla.engine;

import io.amparo.events.PauseRule;
import io.amparo.events.sla.SlaEvent;
import io.amparo.sla.clock.ClockTracker;
import io.amparo.sla.clock.SlaClock;
import io.amparo.sla.ledger.Ledger;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.plan.Policies;
import io.amparo.sla.plan.SlaPlan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A ticket with its clocks at an instant, as an event reports it. */
record TicketSnapshot(Ledger ledger, List<SlaClock> clocks, Policies policies, Instant at) {

    /** Leaves out later facts. The ledger usually has none, and its clocks apply unchanged. */
    TicketSnapshot withFactsUntilThen() {
        var known = ledger.asOf(at);
        return known == ledger
                ? this
                : new TicketSnapshot(known, ClockTracker.clocksOf(known, policies).orElseThrow(), policies, at);
    }

    Optional<SlaClock> clock(@Nullable Metric metric, int cycle) {
        return clocks.stream().filter(clock -> clock.is(metric, cycle)).findFirst();
    }

    List<SlaEvent.Clock> clocksWhere(Predicate<SlaClock> filter) {
        return clocks.stream().filter(filter).map(clock -> new SlaEvent.Clock(clock.metric().name(), clock.cycle(),
                clock.budget(at).toString(), clock.consumed(at).toString(), clock.dueAt(), tzdata(), clock.state(at).name()))
                .toList();
    }

    /** Returns the status that pauses clocks of the ticket; empty for none. */
    String pausedStatus() {
        return clocks.stream().map(clock -> clock.pausedStatus(at)).filter(status -> !status.isEmpty()).findFirst().orElse("");
    }

    String tzdata() {
        return ledger.tzdata(policies);
    }

    String priority() {
        return ledger.priority();
    }

    SlaPlan plan() {
        return ledger.plan().flatMap(policies::plan).orElseThrow();
    }

    List<PauseRule> pauseRules() {
        return plan().pauseRules(ledger.kind(), priority(), ledger.hasQualifiedBug());
    }
}
