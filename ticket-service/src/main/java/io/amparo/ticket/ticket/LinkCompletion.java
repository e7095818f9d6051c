package io.amparo.ticket.ticket;

import io.amparo.events.ticket.TicketEvent;
import io.amparo.events.ticket.TicketEvent.TicketSplit;
import io.amparo.platform.store.Change;
import io.amparo.ticket.ticket.Handling.Link;
import io.amparo.ticket.ticket.Handling.LinkType;
import io.amparo.ticket.ticket.Ticket.Person;
import io.amparo.ticket.ticket.Timeline.Detail;
import io.amparo.ticket.ticket.Timeline.Direction;
import io.amparo.ticket.ticket.Timeline.Field;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Gives the other ticket of a link the inverse link. One of the two leads: its guarded write decides, and the other one follows.
 * Each of the writes emits an event after which the two are compared once more, so that neither a crash nor a race leaves them
 * different.
 */
final class LinkCompletion {
    private final Tickets tickets;
    private final TimelineEntries timelineEntries;
    private final Clock clock;

    LinkCompletion(Tickets tickets, TimelineEntries timelineEntries, Clock clock) {
        this.tickets = tickets;
        this.timelineEntries = timelineEntries;
        this.clock = clock;
    }

    /** Completes all links that a ticket leads. */
    void completeAll(Ticket lead) {
        lead.handling().links().stream().filter(link -> link.isLedBy(lead.id()))
                .forEach(link -> complete(lead.id(), link.ticketId(), Author.THIS_SERVICE.person()));
    }

    /**
     * Completes the link between two tickets, whichever leads.
     *
     * @param by who has removed it, if it is removed
     */
    void complete(LinkType type, String ticketId, String linkedTicketId, Person by) {
        if (type.isLed(ticketId, linkedTicketId))
            complete(ticketId, linkedTicketId, by);
        else
            complete(linkedTicketId, ticketId, by);
    }

    /** Lets the other ticket have the inverse link of the leading one, or none. Most often nothing is written. */
    private void complete(String leadId, String otherId, Person by) {
        var lead = tickets.find(leadId).orElseThrow();
        var other = tickets.find(otherId).orElseThrow();
        var link = lead.state().handling().linkTo(otherId).filter(found -> found.isLedBy(leadId));
        if (isCompleted(other.state(), leadId, link)) return;
        var cause = "link/%s/%d/%d".formatted(leadId, lead.version(), other.version());
        tickets.change(otherId, cause, null, ticket -> {
            if (isCompleted(ticket, leadId, link)) return ticket.unchanged();
            return link.map(found -> add(ticket, lead.state(), found, cause)).orElseGet(
                    () -> LinkEdits.remove(ticket, ticket.handling().linkTo(leadId).orElseThrow(), by, cause, clock.instant()));
        });
    }

    /** If the other ticket leads its own link, that one stays, or after a race of two links the one of the smaller id. */
    private static boolean isCompleted(Ticket other, String leadId, Optional<Link> link) {
        var present = other.handling().linkTo(leadId);
        if (present.filter(found -> found.isLedBy(other.id())).isPresent())
            return link.isEmpty() || other.id().compareTo(leadId) < 0;
        return present.map(Link::type).equals(link.map(found -> found.type().inverse()));
    }

    private Change<Ticket, TicketEvent> add(Ticket ticket, Ticket lead, Link link, String cause) {
        if (link.type() == LinkType.SPLIT_FROM) return addSplit(ticket, lead, link);
        // After a race, the link may have been added and removed before.
        var isNew = timelineEntries.findEntry(ticket.id(), link.entryId()).isEmpty();
        return LinkEdits.add(ticket, link.inverse(lead), isNew ? link.entryId() : cause, clock.instant());
    }

    private Change<Ticket, TicketEvent> addSplit(Ticket original, Ticket split, Link from) {
        var now = clock.instant();
        return original.with(original.handling().withLink(from.inverse(split))).record(from.entryId(), from.author(),
                Direction.TO_CUSTOMER, new Detail.FieldChange(Field.SPLIT, null, split.number(), split.content().subject()), now,
                new TicketSplit(original.id(), original.number(), original.customerId(), split.id(), split.number(),
                        from.messageIds(), from.by().id(), now));
    }
}
