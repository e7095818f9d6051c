package io.amparo.sla.clock;

import io.amparo.sla.ledger.Ledger;
import io.amparo.sla.ledger.TicketFact;
import io.amparo.sla.ledger.TicketFact.CalendarChanged;
import io.amparo.sla.ledger.TicketFact.PlanChanged;
import io.amparo.sla.ledger.TicketFact.TzdataChanged;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.plan.Policies;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Computes the clocks of a ticket. The ledger and the policies are the only input. */
public final class ClockTracker {

    /**
     * Returns all clocks of a ticket; empty while a plan or calendar that the ledger names is not published yet. The caller tries
     * again later.
     */
    public static Optional<List<SlaClock>> clocksOf(Ledger ledger, Policies policies) {
        if (!ledger.mayHaveClocks()) return Optional.of(List.of());
        var tzdata = new ArrayList<String>();
        for (var fact : ledger.facts()) if (fact instanceof TzdataChanged change) tzdata.add(change.version());
        if (tzdata.isEmpty()) tzdata.add(policies.tzdata());
        if (ledger.plan().isEmpty()) return Optional.empty();
        for (var version : tzdata) for (var fact : ledger.facts()) if (!isKnown(fact, version, policies)) return Optional.empty();
        return Optional.of(track(ledger.facts(), new TicketState(policies, tzdata.getFirst())));
    }

    private static List<SlaClock> track(List<TicketFact> facts, TicketState state) {
        var trackers = new ArrayList<ObjectiveTracker>();
        for (var metric : Metric.values()) trackers.add(new ObjectiveTracker(metric, state));
        for (int i = 0, next; i < facts.size(); i = next) {
            next = i + 1;
            while (next < facts.size() && facts.get(next).isFromSameEventAs(facts.get(i)))
                next++;
            var newFacts = facts.subList(i, next);
            for (var each : trackers) each.before(newFacts);
            newFacts.forEach(state::apply);
            for (var each : trackers) each.apply(newFacts);
        }
        var clocks = new ArrayList<SlaClock>();
        for (var each : trackers) clocks.addAll(each.finish());
        return clocks;
    }

    private static boolean isKnown(TicketFact fact, String tzdata, Policies policies) {
        return switch (fact) {
            case PlanChanged it -> policies.plan(it.plan()).filter(plan -> policies.hasCalendarsOf(plan, tzdata)).isPresent();
            case CalendarChanged it -> it.calendar().version() == 0
                    || policies.calendar(it.calendar().id(), it.calendar().version(), tzdata).isPresent();
            default -> true;
        };
    }

    private ClockTracker() {}
}
