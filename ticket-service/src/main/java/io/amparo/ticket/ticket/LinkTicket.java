package io.amparo.ticket.ticket;

import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import io.amparo.ticket.ticket.Handling.Link;
import io.amparo.ticket.ticket.Handling.LinkType;
import io.amparo.ticket.ticket.Ticket.Person;
import io.amparo.ticket.ticket.Timeline.Detail;
import io.amparo.ticket.ticket.Timeline.Field;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Links a ticket to another one, which gets the inverse link. Two tickets have at most one link. */
final class LinkTicket {
    /** Types that a person can choose. A split has its own use case. */
    static final Set<LinkType> TYPES = EnumSet.of(LinkType.RELATED, LinkType.DUPLICATE_OF, LinkType.FOLLOW_UP_OF);
    static final int MAX_LINKS = 100;
    private static final String FIELD = "ticket";

    /**
     * @param type how the other ticket belongs to the ticket
     * @param entryId id of the timeline entry, which a retry repeats
     */
    record Command(Versioned<Ticket> ticket, LinkType type, Versioned<Ticket> other, Person by, String entryId) {
        /** Returns the same link as its leading ticket has it. */
        Command fromLead() {
            return type.isLed(ticket.id(), other.id()) ? this : new Command(other, type.inverse(), ticket, by, entryId);
        }

        /** Returns what the timeline entry of a retry records. */
        Detail detail() {
            return new Detail.FieldChange(Field.LINK, null, other.state().number(), type.name());
        }

        Link link() {
            var linked = other.state();
            return new Link(type, linked.id(), linked.number(), linked.customerId(), List.of(), by, true, entryId);
        }
    }

    private final Tickets tickets;
    private final TimelineEntries timelineEntries;
    private final EditTicket editTicket;
    private final LinkCompletion completion;
    private final Clock clock;

    LinkTicket(Tickets tickets, TimelineEntries timelineEntries, EditTicket editTicket, LinkCompletion completion, Clock clock) {
        this.tickets = tickets;
        this.timelineEntries = timelineEntries;
        this.editTicket = editTicket;
        this.completion = completion;
        this.clock = clock;
    }

    /** Returns why a ticket gets no further link, as the code of a problem; null if it may. */
    static @Nullable String refusal(Ticket ticket) {
        return ticket.handling().links().size() >= MAX_LINKS ? "list-limit" : null;
    }

    /**
     * @return the ticket of the command
     * @throws ApiException 422 if the other ticket is the same one, or a duplicate and thus no original; 409 if the two are
     *     linked or one of them has too many links
     */
    Versioned<Ticket> handle(Command command) {
        if (command.ticket().id().equals(command.other().id())) throw ApiException.invalid(FIELD, "same-ticket");
        var ofLead = command.fromLead();
        var lead = ofLead.ticket().id();
        var other = ofLead.other().id();
        var link = ofLead.link();
        if (!isApplied(command) && !isApplied(ofLead)) {
            requireLinkable(command);
            tickets.change(lead, command.entryId(), null, ticket -> {
                // A concurrent retry may have been first.
                if (timelineEntries.findEntry(ticket.id(), command.entryId()).isPresent()) return ticket.unchanged();
                requireLinkable(ticket, other);
                return LinkEdits.add(ticket, link, command.entryId(), clock.instant());
            });
        }
        completion.complete(link.type(), lead, other, command.by());
        return tickets.complete(tickets.find(command.ticket().id()).orElseThrow());
    }

    private boolean isApplied(Command command) {
        return editTicket.findApplied(command.ticket().id(), command.entryId(), command.detail()::equals).isPresent();
    }

    private static void requireLinkable(Command command) {
        requireLinkable(command.ticket().state(), command.other().id());
        requireLinkable(command.other().state(), command.ticket().id());
        if (command.type() != LinkType.DUPLICATE_OF) return;
        var original = command.other().state().handling().link(LinkType.DUPLICATE_OF);
        if (original.isPresent()) throw ApiException.invalid(FIELD, "duplicate", original.get().number());
        if (command.ticket().state().handling().link(LinkType.DUPLICATE_OF).isPresent())
            throw ApiException.conflict("already-linked");
    }

    private static void requireLinkable(Ticket ticket, String otherId) {
        if (ticket.handling().linkTo(otherId).isPresent()) throw ApiException.conflict("already-linked");
        var refusal = refusal(ticket);
        if (refusal != null) throw ApiException.conflict(refusal);
    }
}
