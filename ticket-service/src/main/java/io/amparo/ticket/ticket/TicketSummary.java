package io.amparo.ticket.ticket;

import io.amparo.platform.store.Versioned;
import io.amparo.ticket.state.NextDue;
import io.amparo.ticket.ticket.Ticket.Person;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The part of a ticket that lists show.
 *
 * @param ticketVersion the version of the ticket that it shows
 * @param next the clock that is due first; null if the summary was stored before summaries had it
 */
record TicketSummary(String ticketId, long ticketVersion, String number, Kind kind, Status status, Priority priority,
        String customerId, String customerName, @Nullable Person owner, String product, String version, String subject,
        Instant openedAt, Instant updatedAt, @Nullable NextDue next) {

    /** Returns the summary with the promise of the opening, which the events of the SLA engine replace. */
    static TicketSummary of(Versioned<Ticket> versioned) {
        var ticket = versioned.state();
        var content = ticket.content();
        var product = content.product();
        return new TicketSummary(versioned.id(), versioned.version(), ticket.number(), ticket.kind(), ticket.status(),
                ticket.priority(), ticket.customerId(), ticket.requester().customerName(), ticket.handling().owner(),
                product.id(), product.version(), content.subject(), ticket.timeline().openedAt(), ticket.timeline().updatedAt(),
                NextDue.of(0, ticket.promise()));
    }

    /** Returns the promise of the opening in a summary of a ticket. */
    NextDue promised() {
        return next == null ? NextDue.of(0, null) : next;
    }

    TicketSummary withNext(@Nullable NextDue shown) {
        return new TicketSummary(ticketId, ticketVersion, number, kind, status, priority, customerId, customerName, owner,
                product, version, subject, openedAt, updatedAt, shown);
    }
}
