package io.amparo.ticket.ticket;

import io.amparo.ticket.sla.Sla;
import io.amparo.ticket.ticket.TicketResponse.Customer;
import io.amparo.ticket.ticket.TicketResponse.Person;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A ticket in a list; {@code next} is the running clock that is due first.
 *
 * @param unread whether another person has added what the caller has not read; an entry of more than 90 days ago counts as read
 */
record SummaryResponse(String number, Kind kind, Status status, Priority priority, Customer customer, @Nullable Person owner,
        String product, String version, String subject, Instant openedAt, Instant updatedAt, Sla.@Nullable Objective next,
        boolean unread) {

    static SummaryResponse of(TicketSummary ticket, boolean unread) {
        return new SummaryResponse(ticket.number(), ticket.kind(), ticket.status(), ticket.priority(),
                new Customer(ticket.customerId(), ticket.customerName()),
                ticket.owner() == null ? null : new Person(ticket.owner().id(), ticket.owner().name()), ticket.product(),
                ticket.version(), ticket.subject(), ticket.openedAt(), ticket.updatedAt(),
                ticket.next() == null ? null : ticket.next().clock(), unread);
    }
}
