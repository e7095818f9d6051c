package io.amparo.ticket.ticket;

import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import io.amparo.ticket.ticket.Ticket.Person;
import java.time.Clock;

/** Posts a message to a ticket (R1.4). Idempotent: the message id derives from the caller and the idempotency key. */
final class PostMessage {

    /** Author and audience of a message. */
    enum MessageKind { CUSTOMER_REPLY, PUBLIC_REPLY, INTERNAL_NOTE }

    record Command(String ticketId, String messageId, Person by, MessageKind kind, String body) {}

    private final Tickets tickets;
    private final Clock clock;

    PostMessage(Tickets tickets, Clock clock) {
        this.tickets = tickets;
        this.clock = clock;
    }

    Versioned<Ticket> handle(Command command) {
        tickets.update(command.ticketId(), "message/" + command.messageId(), ticket -> {
            if (!ticket.status().acceptsMessages()) throw ApiException.conflict("ticket-closed");
            return switch (command.kind()) {
                case CUSTOMER_REPLY ->
                    ticket.addCustomerReply(command.messageId(), command.by(), command.body(), clock.instant());
                case PUBLIC_REPLY -> ticket.addPublicReply(command.messageId(), command.by(), command.body(), clock.instant());
                case INTERNAL_NOTE -> ticket.addInternalNote(command.messageId(), command.by(), command.body(), clock.instant());
            };
        });
        return tickets.find(command.ticketId()).orElseThrow();
    }
}
