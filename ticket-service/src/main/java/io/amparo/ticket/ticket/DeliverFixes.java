package io.amparo.ticket.ticket;

import io.amparo.events.product.ReleaseVersion;
import io.amparo.events.ticket.TicketEvent;
import io.amparo.events.ticket.TicketEvent.FixDelivered;
import io.amparo.platform.store.Change;
import io.amparo.platform.store.Versioned;
import io.amparo.ticket.policy.Policies;
import io.amparo.ticket.policy.TicketPolicy;
import io.amparo.ticket.product.Product;
import io.amparo.ticket.product.ProductListener;
import io.amparo.ticket.product.Products;
import io.amparo.ticket.ticket.Handling.QualifiedBug;
import io.amparo.ticket.ticket.Timeline.Detail;
import io.amparo.ticket.ticket.Timeline.Direction;
import io.amparo.ticket.ticket.Timeline.Field;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Announces to each ticket of a qualified bug that the release with the fix is published (R5.3), once per qualification. It runs
 * when a product changes, when a bug is qualified, and from time to time for releases of a later day. Repeating is safe: a ticket
 * that knows the release waits for none.
 */
final class DeliverFixes implements ProductListener {
    private static final int PAGE_SIZE = 100;

    private final Tickets tickets;
    private final Products products;
    private final Policies policies;
    private final Clock clock;

    DeliverFixes(Tickets tickets, Products products, Policies policies, Clock clock) {
        this.tickets = tickets;
        this.products = products;
        this.policies = policies;
        this.clock = clock;
    }

    /**
     * A release of a major has the fix also for the tickets of the other majors of the line. A ticket that cannot be written has
     * its turn in the next sweep; other failures go to the caller, which repeats.
     */
    @Override
    public void productChanged(String productId) {
        deliver(products.lineOf(productId).stream().map(Product::id).collect(Collectors.toSet()));
    }

    /** Looks at the tickets of all products. */
    void sweep() {
        deliver(null);
    }

    /** Looks at one ticket. */
    void handle(Versioned<Ticket> ticket) {
        var state = ticket.state();
        if (state.handling().awaitedFix() != null) deliver(ticket.id(), state, products.lineOf(state.content().product().id()));
    }

    private void deliver(@Nullable Set<String> productIds) {
        var lines = new HashMap<String, List<Product>>();
        var last = "";
        List<String> page;
        do {
            page = tickets.awaitingFix(productIds, last, PAGE_SIZE);
            EachTicket.of(page, id -> {
                var ticket = tickets.find(id).orElseThrow().state();
                deliver(id, ticket, lines.computeIfAbsent(ticket.content().product().id(), products::lineOf));
            });
            last = page.isEmpty() ? last : page.getLast();
        } while (page.size() == PAGE_SIZE);
    }

    private void deliver(String ticketId, Ticket found, List<Product> line) {
        var release = found.handling().awaitedFix();
        // Before the first policy there are no tickets.
        var zone = policies.find(Policies.EFFECTIVE).map(TicketPolicy::zone).orElse(null);
        if (release == null || zone == null || !Products.hasRelease(line, release, LocalDate.ofInstant(clock.instant(), zone)))
            return;
        tickets.change(ticketId, entryId(found), null,
                ticket -> release.equals(ticket.handling().awaitedFix()) ? delivered(ticket, release) : ticket.unchanged());
    }

    /** The end of a closed ticket stays the instant of its last update. */
    private Change<Ticket, TicketEvent> delivered(Ticket ticket, ReleaseVersion release) {
        var bug = qualified(ticket);
        var now = clock.instant();
        return ticket.keepingEnd(ticket.with(ticket.handling().withBug(bug.deliveredIn(release.toString())))
                .record(entryId(ticket), Author.THIS_SERVICE, Direction.TO_CUSTOMER,
                        new Detail.FieldChange(Field.FIX, null, release.toString(), null), now,
                        new FixDelivered(ticket.id(), ticket.number(), ticket.customerId(),
                                ticket.requester().contact().toEvent(), ticket.content().subject(), bug.bug(), release.toString(),
                                now)));
    }

    private static QualifiedBug qualified(Ticket ticket) {
        return Objects.requireNonNull(ticket.handling().bug());
    }

    /** A bug that is qualified once more awaits its fix once more. */
    private static String entryId(Ticket ticket) {
        return "fix/" + qualified(ticket).qualifiedAt().toEpochMilli();
    }
}
