package io.amparo.ticket.ticket;

import io.amparo.events.ticket.TicketEvent;
import io.amparo.platform.store.Change;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import io.amparo.ticket.ticket.Ticket.Person;
import io.amparo.ticket.ticket.Timeline.Direction;
import io.amparo.ticket.ticket.TimelineEntries.StoredEntry;
import java.time.Clock;

/**
 * Posts a message to a ticket (R1.4). Idempotent: the message id derives from the caller and the idempotency key, and the message
 * is looked up by it, so a retry finds the first message after any number of other changes.
 */
final class PostMessage {

    /** @param direction audience of the message: the vendor, the customer, or the vendor's staff alone */
    record Command(String ticketId, String messageId, Person by, Direction direction, String text) {}

    /** The message and the ticket after it. */
    record Posted(Versioned<Ticket> ticket, StoredEntry message) {}

    private final Tickets tickets;
    private final TimelineEntries timelineEntries;
    private final Clock clock;

    PostMessage(Tickets tickets, TimelineEntries timelineEntries, Clock clock) {
        this.tickets = tickets;
        this.timelineEntries = timelineEntries;
        this.clock = clock;
    }

    Posted handle(Command command) {
        var ticketId = command.ticketId();
        var body = MessageBody.of(command.text());
        var ticket = tickets.find(ticketId).orElseThrow();
        // A retry completes an earlier call that crashed after its ticket write.
        timelineEntries.storePositions(ticket.state());
        var isRetry = timelineEntries.findMessage(ticketId, command.messageId()).isPresent();
        if (!isRetry) requireAllowed(command, ticket.state());
        // A message that another call with this key has inserted keeps its text, whether it counts already or not.
        if (!timelineEntries.insertMessage(ticketId, command.messageId(), command.by(), command.direction(), body,
                clock.instant()))
            throw ApiException.keyReused("Idempotency-Key");
        if (!isRetry)
            ticket = tickets.change(ticketId, "message/" + command.messageId(), null, current -> post(command, body, current));
        return new Posted(ticket, timelineEntries.findMessage(ticketId, command.messageId()).orElseThrow());
    }

    private Change<Ticket, TicketEvent> post(Command command, MessageBody body, Ticket ticket) {
        // A concurrent call with this key may have been followed by more changes than the ticket remembers causes.
        if (timelineEntries.findMessage(ticket.id(), command.messageId()).isPresent()) return ticket.unchanged();
        requireAllowed(command, ticket);
        var now = clock.instant();
        return switch (command.direction()) {
            case TO_VENDOR -> ticket.addCustomerReply(command.messageId(), command.by(), now);
            case TO_CUSTOMER -> ticket.addPublicReply(command.messageId(), command.by(), body, now);
            case INTERNAL -> ticket.addInternalNote(command.messageId(), command.by(), now);
        };
    }

    private static void requireAllowed(Command command, Ticket ticket) {
        var refusal = TicketActions.messageRefusal(ticket, command.direction() != Direction.TO_VENDOR);
        if (refusal != null) throw ApiException.conflict(refusal);
    }
}
