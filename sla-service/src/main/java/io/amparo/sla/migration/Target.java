package io.amparo.sla.migration;

import io.amparo.sla.customer.ContractTerms;
import io.amparo.sla.ledger.Fact.What;
import io.amparo.sla.ledger.Ledger;
import io.amparo.sla.ledger.PolicySwitch;
import io.amparo.sla.ledger.TermsOverride;
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
 * @param replaces the contract terms that {@code agreed} replaces: the present ones, or those before a contract change
 */
record Target(What what, String id, int version, @Nullable ContractTerms agreed, @Nullable ContractTerms replaces) {

    Target(What what, String id, int version) {
        this(what, id, version, null, null);
    }

    static Target agreed(String customerId, ContractTerms agreed, ContractTerms replaces) {
        return new Target(What.AGREED, customerId, 0, agreed, replaces);
    }

    Target forUndo() {
        return new Target(what, id, 0);
    }

    /** Returns the switch that brings a ticket to this target; empty if the ticket counts by it already, or by another policy. */
    Optional<PolicySwitch> switchFor(Ledger ledger, Policies policies) {
        if (what == What.AGREED) return agreed(ledger, policies);
        var from = PolicySwitch.inForce(ledger, what, id);
        var to = what == What.TZDATA ? id : id + "/" + version;
        if (from.equals(to)) return Optional.empty();
        boolean affected = switch (what) {
            case PLAN -> !from.isEmpty() && PolicySwitch.parseVersion(from).id().equals(id);
            case CALENDAR -> usesOtherVersion(ledger, policies, from);
            default -> true;
        };
        return affected ? Optional.of(new PolicySwitch(what, from, to)) : Optional.empty();
    }

    private boolean usesOtherVersion(Ledger ledger, Policies policies, String from) {
        var planVersion = PolicySwitch.parseVersion(ledger.value(What.PLAN));
        return policies.plan(planVersion.id(), planVersion.version()).stream().flatMap(plan -> plan.calendars().stream())
                .anyMatch(calendar -> calendar.id().equals(id) && (calendar.version() != version || !from.equals(id + "/0")));
    }

    /** Agreed terms that name another plan use its latest version, as a contract that names it would. */
    private Optional<PolicySwitch> agreed(Ledger ledger, Policies policies) {
        var current = TermsOverride.of(ledger);
        var before = current.effectiveTerms(replaces);
        if (before.equals(agreed)) return Optional.empty();
        var plan = agreed.slaPlan().equals(before.slaPlan())
                ? Optional.of(current.plan())
                : policies.latestPlan(agreed.slaPlan()).map(SlaPlan::reference);
        var to = agreed.equals(replaces)
                ? new TermsOverride(plan.orElseThrow(), null, null)
                : new TermsOverride(plan.orElseThrow(), agreed, replaces);
        return Optional.of(new PolicySwitch(what, current.toJson(), to.toJson()));
    }
}
