package io.amparo.ticket.ticket;

import io.amparo.events.ticket.TicketEvent;
import io.amparo.platform.store.Change;
import io.amparo.ticket.entitlement.Entitlement;
import io.amparo.ticket.entitlement.Entitlement.Granted;
import io.amparo.ticket.sla.SlaClient;
import io.amparo.ticket.ticket.Ticket.Content;
import io.amparo.ticket.ticket.Ticket.EntitlementGrant;
import io.amparo.ticket.ticket.Ticket.Person;
import io.amparo.ticket.ticket.Ticket.Requester;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What every new ticket gets: its number, its SLA quote and what entitles to it. */
final class TicketOpening {
    private final SlaClient sla;
    private final TicketNumbers numbers;

    TicketOpening(SlaClient sla, TicketNumbers numbers) {
        this.sla = sla;
        this.numbers = numbers;
    }

    /** Returns the next number. */
    String number(Instant now) {
        return numbers.next(now);
    }

    /**
     * Returns the open ticket with its event.
     *
     * @param openedBy the person of the vendor who opens it; null for the contact
     */
    Change<Ticket, TicketEvent> open(String ticketId, Granted granted, Content content, @Nullable Person openedBy, Instant now) {
        var customer = granted.customer();
        var contact = granted.contact();
        var promise = sla.quote(customer.id(), content.kind().name(), content.severity().priority().name(),
                content.product().id(), now, granted.slaPlan()).orElse(null);
        var grant = new EntitlementGrant(granted.via(), granted.clause(),
                granted.warnings().stream().map(Entitlement.Warning::code).toList());
        return Ticket.open(ticketId, number(now), new Requester(customer.id(), customer.name(),
                new Person(contact.id(), contact.name(), contact.language()), openedBy), content, grant, promise, now);
    }
}
