package io.amparo.ticket.ticket;

import io.amparo.platform.Ids;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.IdempotencyKey;
import io.amparo.ticket.ticket.Timeline.Detail;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Predicate;
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

    /** @throws ApiException 409 if the ticket does not allow the change now; 422 if the entry has another content */
    Versioned<Ticket> handle(Command command) {
        var edit = command.edit();
        var entryId = command.entryId() == null ? edit.code() + "/" + command.expectedVersion() : command.entryId();
        if (command.expectedVersion() == null) {
            var applied = findApplied(command.ticketId(), entryId, edit::isRecordedAs);
            if (applied.isPresent()) return applied.get();
        }
        var cause = entryId + "/" + Ids.uuidOf(command.by().person().id() + "\n" + edit);
        return tickets.change(command.ticketId(), cause, command.expectedVersion(), ticket -> {
            // A concurrent retry may have been first.
            if (command.expectedVersion() == null && timelineEntries.findEntry(ticket.id(), entryId).isPresent())
                return ticket.unchanged();
            var refusal = edit.refusal(ticket, command.by().isVendor());
            if (refusal != null) throw ApiException.conflict(refusal, edit.code(), edit.allowed(ticket, command.by().isVendor()));
            return edit.apply(ticket, entryId, command.by(), clock.instant());
        });
    }

    /**
     * Returns the ticket if an earlier call has made the change; empty if none has.
     *
     * @throws ApiException 422 if the earlier call had another content
     */
    Optional<Versioned<Ticket>> findApplied(String ticketId, String entryId, Predicate<Detail> isSame) {
        var ticket = tickets.find(ticketId).orElseThrow();
        timelineEntries.storePositions(ticket.state());
        return timelineEntries.findEntry(ticketId, entryId).map(entry -> {
            if (!isSame.test(entry.detail())) throw ApiException.keyReused(IdempotencyKey.HEADER);
            return tickets.complete(ticket);
        });
    }
}
