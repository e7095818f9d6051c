package io.amparo.ticket.ticket;

import io.amparo.platform.store.Versioned;
import java.time.Instant;

/**
 * The part of a ticket that lists show.
 *
 * @param ticketVersion the version of the ticket that it shows
 */
record TicketSummary(String ticketId, long ticketVersion, String number, Kind kind, Status status, Priority priority,
        String customerId, String customerName, String product, String version, String subject, Instant openedAt,
        Instant updatedAt) {

    static TicketSummary of(Versioned<Ticket> versioned) {
        var ticket = versioned.state();
        var content = ticket.content();
        var product = content.product();
        return new TicketSummary(versioned.id(), versioned.version(), ticket.number(), content.kind(), ticket.status(),
                ticket.priority(), ticket.requester().customerId(), ticket.requester().customerName(), product.id(),
                product.version(), content.subject(), ticket.timeline().openedAt(), ticket.timeline().updatedAt());
    }
}
