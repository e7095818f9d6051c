package io.amparo.entitlement.coverage;

import io.amparo.entitlement.catalogue.Products;
import io.amparo.entitlement.contract.Customer;
import io.amparo.entitlement.contract.Customers;
import io.amparo.platform.web.ApiProblem;
import io.amparo.platform.store.Change;
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
    record Command(Wish wish, @Nullable Instant at, @Nullable String ticketId) {}

    /** A ticket that was registered while this service was unavailable. */
    record Waiting(String ticketId, Wish wish, Instant receivedAt, String cause) {}

    private final Customers customers;
    private final Products products;
    private final Decisions decisions;
    private final Clock clock;
    private final Consumer<Decision> tally;

    DecideEntitlement(Customers customers, Products products, Decisions decisions, Clock clock, Consumer<Decision> tally) {
        this.customers = customers;
        this.products = products;
        this.decisions = decisions;
        this.clock = clock;
        this.tally = tally;
    }

    Decision handle(Command command) {
        var decided = decide(command.wish(), command.at() == null ? clock.instant() : command.at());
        var ticketId = command.ticketId();
        if (ticketId == null || decisions.insert(ticketId, "asked", decided.told(ticketId))) return decided;
        var earlier = decisions.find(ticketId).orElseThrow().state();
        // Knowledge of a ticket id does not prove ownership: a different query with the same id gets no stored decision.
        if (!earlier.wish().matches(command.wish())) throw ApiProblem.conflict("key-reused");
        if (earlier.holdsAt(decided.decidedAt())) return earlier;
        decisions.update(ticketId, "asked/" + decided.decidedAt().toEpochMilli(),
                was -> was.holdsAt(decided.decidedAt()) ? Change.of(was, List.of()) : decided.told(ticketId));
        return decisions.find(ticketId).orElseThrow().state();
    }

    /**
     * Publishes the decision as an event. A stored decision is published again, because ticket-service may have missed the
     * response. If it belongs to another query, the query of the ticket replaces it.
     */
    void handle(Waiting ticket) {
        var decided = decide(known(ticket.wish()), ticket.receivedAt());
        if (decisions.insert(ticket.ticketId(), ticket.cause(), decided.told(ticket.ticketId()))) return;
        decisions.update(ticket.ticketId(), ticket.cause(),
                earlier -> (earlier.wish().matches(decided.wish()) ? earlier : decided).told(ticket.ticketId()));
    }

    /** Drops an unknown customer id, so that the person alone determines the decision. */
    private Wish known(Wish wish) {
        return wish.customerId() == null || customers.find(wish.customerId()).isPresent()
                ? wish
                : new Wish(wish.email(), wish.kind(), wish.product(), wish.version(), null);
    }

    private Decision decide(Wish wish, Instant at) {
        var customer = customer(wish);
        var named = customer.flatMap(its -> its.contact(wish.email())).isPresent();
        var employer = named ? Optional.<Customer>empty() : customers.ofEmployee(wish.email());
        var decision = new Coverage(wish, customer.orElse(null), employer.orElse(null), products.lineOf(wish.product()), at)
                .decide(clock.instant());
        tally.accept(decision);
        return decision;
    }

    private Optional<Customer> customer(Wish wish) {
        return wish.customerId() == null
                ? customers.ofContact(wish.email())
                : customers.find(wish.customerId()).map(found -> found.state());
    }
}
