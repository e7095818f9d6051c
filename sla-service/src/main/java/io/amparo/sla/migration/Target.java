package io.amparo.sla.migration;

import io.amparo.sla.clock.Agreed;
import io.amparo.sla.clock.Fact.What;
import io.amparo.sla.clock.Ledger;
import io.amparo.sla.clock.Redate;
import io.amparo.sla.customer.Agreement;
import io.amparo.sla.plan.Policies;
import io.amparo.sla.plan.SlaPlan;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What running tickets are to count by: the version of a policy, of the time zone data, or what is agreed with a customer.
 *
 * @param what PLAN, CALENDAR, TZDATA or AGREED
 * @param id of the plan, calendar or customer; of the time zone data its version
 * @param version of the plan or calendar; 0 for the others, and where an undo goes back to whatever was before
 * @param agreed with the customer; null of other targets, and where an undo goes back to whatever was before
 * @param instead what the contract says, or said before it came to say this
 */
record Target(What what, String id, int version, @Nullable Agreement agreed, @Nullable Agreement instead) {

    Target(What what, String id, int version) {
        this(what, id, version, null, null);
    }

    static Target agreed(String customerId, Agreement agreed, Agreement instead) {
        return new Target(What.AGREED, customerId, 0, agreed, instead);
    }

    Target back() {
        return new Target(what, id, 0);
    }

    /** What it takes to bring a ticket there; empty where it counts by it already, or by another policy. */
    Optional<Redate> of(Ledger ledger, Policies policies) {
        if (what == What.AGREED) return agreed(ledger, policies);
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

    /** Another plan in what is agreed is that plan in its latest version, as it would be of a contract that says so. */
    private Optional<Redate> agreed(Ledger ledger, Policies policies) {
        var standing = Agreed.of(ledger);
        var before = standing.over(instead);
        if (before.equals(agreed)) return Optional.empty();
        var plan = agreed.slaPlan().equals(before.slaPlan())
                ? Optional.of(standing.plan())
                : policies.latestPlan(agreed.slaPlan()).map(SlaPlan::reference);
        var to = agreed.equals(instead)
                ? new Agreed(plan.orElseThrow(), null, null)
                : new Agreed(plan.orElseThrow(), agreed, instead);
        return Optional.of(new Redate(what, standing.text(), to.text()));
    }
}
