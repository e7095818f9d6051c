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

/** Decides whether somebody is entitled to a ticket, once for each ticket: whoever asks again in time hears what was granted. */
final class DecideEntitlement {

    /**
     * @param at the instant to decide for; null for now
     * @param ticketId the ticket it is for; null when somebody only asks, and then nothing is kept
     */
    record Command(Wish wish, @Nullable Instant at, @Nullable String ticketId) {}

    /** A ticket that has its number while nobody could be asked. */
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
        // An id is no proof of being its owner: what was decided for one wish is told to nobody with another.
        if (!earlier.wish().matches(command.wish())) throw ApiProblem.conflict("key-reused");
        if (earlier.holdsAt(decided.decidedAt())) return earlier;
        decisions.update(ticketId, "asked/" + decided.decidedAt().toEpochMilli(),
                was -> was.holdsAt(decided.decidedAt()) ? Change.of(was, List.of()) : decided.told(ticketId));
        return decisions.find(ticketId).orElseThrow().state();
    }

    /**
     * Answers by event. What was decided before is said again, because the one who waits may not have heard it; unless it was
     * decided on another wish, which the ticket itself corrects.
     */
    void handle(Waiting ticket) {
        var decided = decide(known(ticket.wish()), ticket.receivedAt());
        if (decisions.insert(ticket.ticketId(), ticket.cause(), decided.told(ticket.ticketId()))) return;
        decisions.update(ticket.ticketId(), ticket.cause(),
                earlier -> (earlier.wish().matches(decided.wish()) ? earlier : decided).told(ticket.ticketId()));
    }

    /** A ticket of nobody's customer is decided by the person alone. */
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
