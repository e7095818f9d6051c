package io.amparo.entitlement.coverage;

import io.amparo.entitlement.catalogue.Products;
import io.amparo.entitlement.contract.Customer;
import io.amparo.entitlement.contract.Customers;
import io.amparo.platform.store.Change;
import io.amparo.platform.web.ApiException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a person is entitled to a ticket. One decision is stored per ticket: a retry within an hour gets the same
 * grant.
 */
final class DecideEntitlement {

    /**
     * @param at the instant to decide for; null for now
     * @param ticketId id of the ticket; null for a query without a ticket, which is not stored
     */
    record Command(EntitlementQuery query, @Nullable Instant at, @Nullable String ticketId) {}

    /** A ticket that was registered while this service was unavailable. */
    record PendingTicket(String ticketId, EntitlementQuery query, Instant receivedAt, String cause) {}

    private final Customers customers;
    private final Products products;
    private final Decisions decisions;
    private final Clock clock;
    private final Consumer<Decision> decisionCounter;

    DecideEntitlement(Customers customers, Products products, Decisions decisions, Clock clock,
            Consumer<Decision> decisionCounter) {
        this.customers = customers;
        this.products = products;
        this.decisions = decisions;
        this.clock = clock;
        this.decisionCounter = decisionCounter;
    }

    Decision handle(Command command) {
        var decided = decide(command.query(), command.at() == null ? clock.instant() : command.at());
        var ticketId = command.ticketId();
        if (ticketId == null || decisions.insert(ticketId, "asked", decided.toChange(ticketId))) return decided;
        var earlier = decisions.find(ticketId).orElseThrow().state();
        // Knowledge of a ticket id does not prove ownership: a different query with the same id gets no stored decision.
        if (!earlier.query().matches(command.query())) throw ApiException.conflict("key-reused");
        if (earlier.isReusableAt(decided.decidedAt())) return earlier;
        decisions.update(ticketId, "asked/" + decided.decidedAt().toEpochMilli(),
                current -> current.isReusableAt(decided.decidedAt())
                        ? Change.of(current, List.of())
                        : decided.toChange(ticketId));
        return decisions.find(ticketId).orElseThrow().state();
    }

    /**
     * Publishes the decision as an event. A stored decision is published again, because ticket-service may have missed the
     * response. If it belongs to another query, the query of the ticket replaces it.
     */
    void handle(PendingTicket ticket) {
        var decided = decide(withoutUnknownCustomer(ticket.query()), ticket.receivedAt());
        if (decisions.insert(ticket.ticketId(), ticket.cause(), decided.toChange(ticket.ticketId()))) return;
        decisions.update(ticket.ticketId(), ticket.cause(),
                earlier -> (earlier.query().matches(decided.query()) ? earlier : decided).toChange(ticket.ticketId()));
    }

    /** Drops an unknown customer id, so that the person alone determines the decision. */
    private EntitlementQuery withoutUnknownCustomer(EntitlementQuery query) {
        return query.customerId() == null || customers.find(query.customerId()).isPresent()
                ? query
                : new EntitlementQuery(query.email(), query.kind(), query.product(), query.version(), null);
    }

    private Decision decide(EntitlementQuery query, Instant at) {
        var customer = customer(query);
        var isContact = customer.flatMap(found -> found.contact(query.email())).isPresent();
        var employer = isContact ? Optional.<Customer>empty() : customers.findByEmailDomain(query.email());
        var decision = new CoverageFacts(query, customer.orElse(null), employer.orElse(null), products.lineOf(query.product()),
                at).decide(clock.instant());
        decisionCounter.accept(decision);
        return decision;
    }

    private Optional<Customer> customer(EntitlementQuery query) {
        return query.customerId() == null
                ? customers.findByContact(query.email())
                : customers.find(query.customerId()).map(found -> found.state());
    }
}
