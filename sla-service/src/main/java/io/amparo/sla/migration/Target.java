package io.amparo.sla.migration;

import io.amparo.sla.clock.Fact.What;
import io.amparo.sla.clock.Ledger;
import io.amparo.sla.clock.Redate;
import io.amparo.sla.plan.Policies;
import java.util.Optional;

/**
 * The version of a policy, or of the time zone data, that running tickets are to count by.
 *
 * @param what    PLAN, CALENDAR or TZDATA
 * @param id      of the plan or calendar; of the time zone data its version
 * @param version of the plan or calendar; 0 for the time zone data, and where an undo goes back to whatever was before
 */
record Target(What what, String id, int version) {
    /** What it takes to bring a ticket there; empty where it counts by it already, or by another policy. */
    Optional<Redate> of(Ledger ledger, Policies policies) {
        var from = Redate.inForce(ledger, what, id);
        var to = what == What.TZDATA ? id : id + "/" + version;
        if (from.equals(to)) return Optional.empty();
        boolean concerned = switch (what) {
            case PLAN -> !from.isEmpty() && Redate.named(from).id().equals(id);
            case CALENDAR -> countsOtherwise(ledger, policies, from);
            default -> true;
        };
        return concerned ? Optional.of(new Redate(what, from, to)) : Optional.empty();
    }

    private boolean countsOtherwise(Ledger ledger, Policies policies, String from) {
        var named = Redate.named(ledger.value(What.PLAN));
        return policies.plan(named.id(), named.version()).stream().flatMap(plan -> plan.calendars().stream())
                .anyMatch(calendar -> calendar.id().equals(id) && (calendar.version() != version || !from.equals(id + "/0")));
    }
}
