package io.amparo.entitlement.obligation;

import io.amparo.entitlement.catalogue.ProductLine;
import io.amparo.entitlement.contract.Customer;
import io.amparo.entitlement.contract.Customers;
import io.amparo.entitlement.policy.DutyEvidence;
import io.amparo.entitlement.policy.SupportPolicy;
import io.amparo.entitlement.policy.SupportPolicy.Duty;
import io.amparo.platform.store.AggregateUpdate;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Takes over what the holdings of a customer show about its duties. A review that finds nothing new costs one query and writes
 * nothing.
 */
public final class ReviewHoldings {
    private final Obligations obligations;
    private final Customers customers;
    private final Function<String, ProductLine> lineOf;
    private final Supplier<SupportPolicy> policy;
    private final Clock clock;

    ReviewHoldings(Obligations obligations, Customers customers, Function<String, ProductLine> lineOf,
            Supplier<SupportPolicy> policy, Clock clock) {
        this.obligations = obligations;
        this.customers = customers;
        this.lineOf = lineOf;
        this.policy = policy;
        this.clock = clock;
    }

    /** Reviews a customer whose holdings have changed. */
    public void handle(String customerId) {
        customers.find(customerId).ifPresent(found -> handle(found.state()));
    }

    void handle(Customer customer) {
        var stored = obligations.of(customer.id());
        var effective = policy.get();
        factsOf(customer).forEach((evidence, facts) -> effective.dutyShownBy(evidence).ifPresent(duty -> {
            var code = duty.code();
            var known = stored.containsKey(code) ? stored.get(code).state() : Obligation.unknown(customer.id(), code);
            if (!known.shows(facts)) update(customer.id(), duty, evidence);
        }));
    }

    /** Decides on the customer as it is after the obligation was read: an older state would overwrite a newer one. */
    private void update(String customerId, Duty duty, DutyEvidence evidence) {
        var now = clock.instant();
        try {
            obligations.applyAll(List.of(AggregateUpdate.of(Obligation.id(customerId, duty.code()),
                    "holdings/" + UUID.randomUUID(), Optional.of(Obligation.unknown(customerId, duty.code())),
                    current -> current.replaceEvidence(factsOf(customers.find(customerId).orElseThrow().state()).get(evidence),
                            duty.effect(), now))));
        } finally {
            obligations.changed();
        }
    }

    private Map<DutyEvidence, HoldingFacts> factsOf(Customer customer) {
        return HoldingFacts.of(customer, lineOf, ZoneId.of(policy.get().vendor().zone()), clock.instant());
    }
}
