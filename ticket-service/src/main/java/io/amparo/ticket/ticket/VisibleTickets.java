package io.amparo.ticket.ticket;

import io.amparo.platform.security.Caller;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import io.amparo.ticket.ticket.Ticket.Person;

/** The tickets that a caller may see: those of the own company, for staff and readers all. The others are not found (R1.4). */
final class VisibleTickets {
    private static final String STAFF_LANGUAGE = "pt-BR";

    private final Tickets tickets;

    VisibleTickets(Tickets tickets) {
        this.tickets = tickets;
    }

    /** @throws ApiException 404 if there is no such ticket, or the caller may not see it */
    Versioned<Ticket> find(Caller caller, String number) {
        if (!TicketNumber.isValid(number)) throw ApiException.notFound();
        return tickets.findByNumber(number)
                .filter(ticket -> caller.mayReadAll() || caller.isContactOf(ticket.state().requester().customerId()))
                .orElseThrow(ApiException::notFound);
    }

    /** Returns the caller as the author of a change. */
    static Person person(Caller caller, Ticket ticket) {
        return new Person(caller.person(), caller.name(),
                caller.isStaff() ? STAFF_LANGUAGE : ticket.requester().contact().language());
    }
}
