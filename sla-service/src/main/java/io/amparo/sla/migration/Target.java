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
 * What running tickets are to count by: a version of a plan, calendar or the time zone data, or terms agreed with a customer.
 *
 * @param what PLAN, CALENDAR, TZDATA or AGREED
 * @param id id of the plan, calendar or customer; for TZDATA its version
 * @param version version of the plan or calendar; 0 for the others, and for an undo, which restores each ticket's previous
 *     version
 * @param agreed terms agreed with the customer; null for the others, and for an undo, which restores each ticket's previous terms
 * @param instead the contract terms that {@code agreed} replaces: the present ones, or those before a contract change
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

    /** Returns the switch that brings a ticket to this target; empty if the ticket counts by it already, or by another policy. */
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

    /** Agreed terms that name another plan use its latest version, as a contract that names it would. */
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
