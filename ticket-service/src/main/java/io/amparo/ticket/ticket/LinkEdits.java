package io.amparo.ticket.ticket;

import io.amparo.events.ticket.TicketEvent;
import io.amparo.events.ticket.TicketEvent.TicketLinked;
import io.amparo.events.ticket.TicketEvent.TicketUnlinked;
import io.amparo.platform.store.Change;
import io.amparo.ticket.ticket.Handling.Link;
import io.amparo.ticket.ticket.Ticket.Person;
import io.amparo.ticket.ticket.Timeline.Detail;
import io.amparo.ticket.ticket.Timeline.Direction;
import io.amparo.ticket.ticket.Timeline.Field;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Adds a link to one ticket, or removes it, in every status. A link to a ticket of another customer is internal. A ticket that
 * has ended keeps the instant of its end.
 */
final class LinkEdits {

    private LinkEdits() {}

    static Change<Ticket, TicketEvent> add(Ticket ticket, Link link, String entryId, Instant now) {
        return record(ticket, ticket.with(ticket.handling().withLink(link)), link, link.author(), entryId, null, link.number(),
                now, event(ticket, link, now));
    }

    static TicketLinked event(Ticket ticket, Link link, Instant now) {
        return new TicketLinked(ticket.id(), ticket.number(), ticket.customerId(), link.type().name(), link.ticketId(),
                link.number(), link.customerId(), link.by().id(), now);
    }

    /** @param by who removes it for the vendor */
    static Change<Ticket, TicketEvent> remove(Ticket ticket, Link link, Person by, String entryId, Instant now) {
        return record(ticket, ticket.with(ticket.handling().withoutLink(link.ticketId())), link, new Author(by, true, false),
                entryId, link.number(), null, now, new TicketUnlinked(ticket.id(), ticket.number(), ticket.customerId(),
                        link.type().name(), link.ticketId(), link.number(), link.customerId(), by.id(), now));
    }

    private static Change<Ticket, TicketEvent> record(Ticket before, Ticket after, Link link, Author author, String entryId,
            @Nullable String from, @Nullable String to, Instant now, TicketEvent event) {
        var direction = link.customerId().equals(before.customerId()) ? author.direction() : Direction.INTERNAL;
        return before.keepingEnd(after.record(entryId, author, direction,
                new Detail.FieldChange(Field.LINK, from, to, link.type().name()), now, event));
    }
}
