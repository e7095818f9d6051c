package io.amparo.entitlement.coverage;

import io.amparo.entitlement.catalogue.ProductLine;
import io.amparo.entitlement.contract.Customer;
import io.amparo.entitlement.coverage.Finding.Denial;
import io.amparo.entitlement.policy.SupportPolicy;
import io.amparo.entitlement.policy.SupportPolicy.TicketKindRule;
import io.amparo.events.Vocabulary.EntitlementSource;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;

/** Decides by the policy what a customer may order. The reasons and clauses are those of the decision on a ticket. */
public final class OrderRules {

    private OrderRules() {}

    /**
     * Returns why a customer may not order now; empty if it may.
     *
     * @param source what the order entitles to: VOUCHER, PACKAGE or HOURS
     * @param person person id of who orders
     */
    public static Optional<Denial> findDenial(SupportPolicy policy, EntitlementSource source, Customer customer, String person,
            Instant now) {
        var query = new EntitlementQuery(person, kindOf(policy, source), "", "", customer.id());
        var facts = CoverageFacts.of(policy, query, customer, null, null, ProductLine.UNKNOWN, ZoneOffset.UTC, now,
                Remaining.NOTHING, Set.of());
        return CoverageRules.ofOrder(source).stream().flatMap(rule -> rule.evaluate(facts).stream()).map(Denial.class::cast)
                .findFirst();
    }

    /** A single incident is for an incident; a policy without packages or hours has no such kind of ticket. */
    private static Kind kindOf(SupportPolicy policy, EntitlementSource source) {
        if (source == EntitlementSource.VOUCHER) return Kind.INCIDENT;
        return policy.ticketKinds().stream().filter(kind -> kind.via() == source).map(TicketKindRule::code).map(Kind::valueOf)
                .findFirst().orElse(Kind.INCIDENT);
    }
}
