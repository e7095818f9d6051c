package io.amparo.ticket.ticket;

import io.amparo.platform.Ids;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Changes a ticket as a person has asked for. Idempotent: a change of the version that its author has read is recognized by its
 * content, another one by its entry in the timeline, after any number of other changes.
 */
final class EditTicket {

    /**
     * @param expectedVersion version that the author has read; null if the change holds for any
     * @param entryId id of its timeline entry, which a retry repeats; null to derive it from the version
     */
    record Command(String ticketId, TicketEdit edit, Author by, @Nullable Long expectedVersion, @Nullable String entryId) {}

    private final Tickets tickets;
    private final TimelineEntries timelineEntries;
    private final Clock clock;

    EditTicket(Tickets tickets, TimelineEntries timelineEntries, Clock clock) {
        this.tickets = tickets;
        this.timelineEntries = timelineEntries;
        this.clock = clock;
    }

    /** @throws ApiException 409 if the ticket does not allow the change now */
    Versioned<Ticket> handle(Command command) {
        var edit = command.edit();
        var entryId = command.entryId() == null ? edit.code() + "/" + command.expectedVersion() : command.entryId();
        var cause = entryId + "/" + Ids.uuidOf(command.by().person().id() + "\n" + edit);
        return tickets.change(command.ticketId(), cause, command.expectedVersion(), ticket -> {
            if (command.expectedVersion() == null && timelineEntries.exists(ticket.id(), entryId)) return ticket.unchanged();
            var refusal = edit.refusal(ticket, command.by().isVendor());
            if (refusal != null) throw ApiException.conflict(refusal, edit.code(), edit.allowed(ticket, command.by().isVendor()));
            return edit.apply(ticket, entryId, command.by(), clock.instant());
        });
    }
}
