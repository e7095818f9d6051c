package io.amparo.sla.migration;

import io.amparo.sla.customer.Customer;
import io.amparo.sla.customer.Customers;
import io.amparo.sla.ledger.Ledger;
import io.amparo.sla.ledger.PolicySwitch;
import io.amparo.sla.ledger.PolicySwitch.TermsSwitch;
import io.amparo.sla.migration.MigrationKind.ContractChange;
import io.amparo.sla.migration.MigrationKind.Forward;
import io.amparo.sla.plan.Policies;
import io.amparo.sla.product.SupportPeriod;
import io.amparo.sla.readmodel.WatchedTicket;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Computes the impact of a migration on tickets, from their customers, the support periods of their products and the policies.
 */
final class ImpactCalculator {

    /** Computes the impact on a ticket; empty if the ticket is not affected. */
    interface ImpactFunction {
        Optional<TicketImpact> apply(Ledger ledger, @Nullable Customer customer, @Nullable SupportPeriod supportPeriod);
    }

    private final Customers customers;
    private final java.util.function.Function<String, Optional<SupportPeriod>> supportPeriods;
    private final Policies policies;
    private final Clock clock;

    ImpactCalculator(Customers customers, java.util.function.Function<String, Optional<SupportPeriod>> supportPeriods,
            Policies policies, Clock clock) {
        this.customers = customers;
        this.supportPeriods = supportPeriods;
        this.policies = policies;
        this.clock = clock;
    }

    ImpactFunction ofSwitch(Forward kind) {
        return ofSwitch(kind::switchFor);
    }

    ImpactFunction ofSwitch(BiFunction<Ledger, Policies, Optional<PolicySwitch>> switchFor) {
        var now = clock.instant();
        return (ledger, customer, supportPeriod) -> switchFor.apply(ledger, policies)
                .map(policySwitch -> TicketImpact.of(policySwitch, ledger, customer, supportPeriod, policies, now));
    }

    ImpactFunction ofContractChange(Migration migration, ContractChange change) {
        var before = customerBefore(change);
        var after = before.withTerms(change.after(), migration.appliedAt());
        var now = clock.instant();
        return (ledger, _, supportPeriod) -> TicketImpact.ofContractChange(before, after, ledger, supportPeriod, policies, now);
    }

    List<TicketImpact> of(List<WatchedTicket> watched, ImpactFunction function) {
        // A ticket without emitted edges would never answer: it has just been opened, or has no clock.
        var ledgers = watched.stream().filter(ticket -> !ticket.emittedEdges().isEmpty()).map(WatchedTicket::ledger).toList();
        var customersById = customers.findAllById(ledgers.stream().map(Ledger::customerId).distinct().toList());
        var periodsByProduct = new HashMap<String, Optional<SupportPeriod>>();
        return ledgers.stream().flatMap(ledger -> function.apply(ledger, customersById.get(ledger.customerId()),
                periodsByProduct.computeIfAbsent(ledger.product(), supportPeriods).orElse(null)).stream()).toList();
    }

    /** Whether the terms can apply: agreed terms that replace another contract than the present one would end at once. */
    boolean canApply(TermsSwitch terms, String customerId) {
        return customers.find(customerId).filter(known -> terms.appliesTo(known.terms())).isPresent();
    }

    /** A contract change to an unpublished plan moves no ticket until the plan is published or the contract changes again. */
    boolean isPlanMissing(Migration migration, ContractChange change) {
        return policies.latestPlan(change.after().slaPlan()).isEmpty() && (isCustomerOutdated(migration, change)
                || customers.find(change.customerId()).filter(current -> current.terms().equals(change.after())).isPresent());
    }

    /** Whether the engine has not yet brought one of the tickets to the present contract. */
    boolean isContractPending(Migration migration, ContractChange change, List<Ledger> ledgers) {
        if (isCustomerOutdated(migration, change)) return true;
        var current = customers.find(change.customerId()).orElseThrow();
        return ledgers.stream().anyMatch(ledger -> TicketImpact.isContractPending(current, ledger,
                supportPeriods.apply(ledger.product()).orElse(null), policies));
    }

    /** Whether the stored customer is older than this contract change. */
    private boolean isCustomerOutdated(Migration migration, ContractChange change) {
        return customers.find(change.customerId()).filter(current -> !current.changedAt().isBefore(migration.appliedAt()))
                .isEmpty();
    }

    /** Returns the customer as it was before its contract changed. */
    private Customer customerBefore(ContractChange change) {
        return customers.find(change.customerId()).orElseThrow().withTerms(change.before(), Instant.EPOCH);
    }
}
