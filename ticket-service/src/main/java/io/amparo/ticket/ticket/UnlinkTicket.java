package io.amparo.ticket.ticket;

import io.amparo.platform.store.StaleVersionException;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import io.amparo.ticket.ticket.Handling.Link;
import io.amparo.ticket.ticket.Ticket.Person;
import java.time.Clock;

/** Removes the link between two tickets from both. A ticket without it is answered as it is, so that a retry is safe. */
final class UnlinkTicket {

    /** @param expectedVersion version of the ticket that the caller has read */
    record Command(Versioned<Ticket> ticket, Versioned<Ticket> other, Person by, long expectedVersion) {}

    private final Tickets tickets;
    private final LinkCompletion completion;
    private final Clock clock;

    UnlinkTicket(Tickets tickets, LinkCompletion completion, Clock clock) {
        this.tickets = tickets;
        this.completion = completion;
        this.clock = clock;
    }

    /** Returns whether a person may remove a link: a split stays (R5.5). */
    static boolean isRemovable(Link link) {
        return !link.type().isSplit();
    }

    /**
     * @throws ApiException 409 if the link is that of a split
     * @throws StaleVersionException if the ticket has another version
     */
    Versioned<Ticket> handle(Command command) {
        var ticket = command.ticket();
        var other = command.other();
        // After a crash, only the leading ticket has it.
        var found = ticket.state().handling().linkTo(other.id())
                .or(() -> other.state().handling().linkTo(ticket.id()).map(link -> link.inverse(other.state())));
        if (found.isEmpty()) return ticket;
        var link = found.get();
        if (!isRemovable(link)) throw ApiException.conflict("split-stays");
        var isLead = link.type().isLed(ticket.id(), other.id());
        var cause = "unlink/%s/%s/%d".formatted(ticket.id(), other.id(), command.expectedVersion());
        if (!isLead) tickets.change(ticket.id(), cause, command.expectedVersion(), Ticket::unchanged);
        var lead = isLead ? ticket : other;
        var follower = isLead ? other : ticket;
        tickets.change(lead.id(), cause, isLead ? command.expectedVersion() : null,
                current -> current.handling().linkTo(follower.id())
                        .map(removed -> LinkEdits.remove(current, removed, command.by(), cause, clock.instant()))
                        .orElseGet(current::unchanged));
        completion.complete(link.type(), ticket.id(), other.id(), command.by());
        return tickets.complete(tickets.find(ticket.id()).orElseThrow());
    }
}
