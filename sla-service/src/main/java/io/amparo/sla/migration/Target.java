package io.amparo.sla.migration;

import io.amparo.sla.clock.Fact.What;
import io.amparo.sla.clock.Ledger;
import io.amparo.sla.clock.Redate;
import io.amparo.sla.plan.Policies;
import java.util.Optional;

/**
 * The version of a policy that running tickets are to count by.
 *
 * @param what PLAN or CALENDAR
 */
record Target(What what, String id, int version) {
    boolean sameSubject(Target other) {
        return what == other.what && id.equals(other.id);
    }

    /** What it takes to bring a ticket there; empty where it counts by it already, or by another policy. */
    Optional<Redate> of(Ledger ledger, Policies policies) {
        var from = Redate.inForce(ledger, what, id);
        var to = id + "/" + version;
        if (from.isEmpty() || from.equals(to)) return Optional.empty();
        boolean concerned = what == What.PLAN ? Redate.named(from).id().equals(id) : countsOtherwise(ledger, policies, from);
        return concerned ? Optional.of(new Redate(what, from, to)) : Optional.empty();
    }

    private boolean countsOtherwise(Ledger ledger, Policies policies, String from) {
        var named = Redate.named(ledger.value(What.PLAN));
        return policies.plan(named.id(), named.version()).stream().flatMap(plan -> plan.calendars())
                .anyMatch(calendar -> calendar.id().equals(id) && (calendar.version() != version || !from.equals(id + "/0")));
    }
}
