package io.amparo.sla.ledger;

import static java.util.Objects.requireNonNull;

import io.amparo.sla.customer.ContractTerms;
import io.amparo.sla.ledger.TicketFact.TermsOverridden;
import io.amparo.sla.plan.PlanVersion;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The terms that apply to a ticket after a migration or a contract change.
 *
 * @param plan the plan from that fact on
 * @param agreed the terms that apply in place of the contract; null for the contract itself
 * @param replaces the contract terms that are replaced; when the contract changes to others, the contract applies again
 */
public record TermsOverride(PlanVersion plan, @Nullable ContractTerms agreed, @Nullable ContractTerms replaces) {
    public TermsOverride {
        requireNonNull(plan, "plan");
        if (agreed != null) requireNonNull(replaces, "replaces");
    }

    /** Returns an override that ends another one: the contract applies again. */
    public static TermsOverride ofContract(PlanVersion plan) {
        return new TermsOverride(plan, null, null);
    }

    /** Returns the override in force, with the current plan of the ticket; empty while the ticket has no plan. */
    public static Optional<TermsOverride> inForce(Ledger ledger) {
        return ledger.plan().map(plan -> ledger.last(TermsOverridden.class).map(TermsOverridden::override)
                .map(last -> new TermsOverride(plan, last.agreed, last.replaces)).orElseGet(() -> ofContract(plan)));
    }

    /** Whether the override still applies: it replaces nothing, or exactly these contract terms. */
    public boolean appliesTo(ContractTerms contract) {
        return agreed == null || contract.equals(replaces);
    }

    /** Returns the terms that apply under this contract. */
    public ContractTerms effectiveTerms(ContractTerms contract) {
        return agreed == null ? contract : agreed;
    }
}
