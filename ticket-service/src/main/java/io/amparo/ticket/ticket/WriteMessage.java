package io.amparo.ticket.ticket;

import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiProblem;
import io.amparo.ticket.ticket.Ticket.Person;
import java.time.Clock;

/** Posts a message to a ticket (R1.4). Idempotent: the message id derives from the caller and the idempotency key. */
final class WriteMessage {

    /** Author and audience of a message. */
    enum Voice { CUSTOMER, VENDOR, VENDOR_INTERNAL }

    record Command(String ticketId, String messageId, Person by, Voice voice, String body) {}

    private final Tickets tickets;
    private final Clock clock;

    WriteMessage(Tickets tickets, Clock clock) {
        this.tickets = tickets;
        this.clock = clock;
    }

    Versioned<Ticket> handle(Command command) {
        tickets.update(command.ticketId(), "message/" + command.messageId(), ticket -> {
            if (!ticket.status().takesMessages()) throw ApiProblem.conflict("ticket-closed");
            return switch (command.voice()) {
                case CUSTOMER -> ticket.answer(command.messageId(), command.by(), command.body(), clock.instant());
                case VENDOR -> ticket.reply(command.messageId(), command.by(), command.body(), clock.instant());
                case VENDOR_INTERNAL -> ticket.note(command.messageId(), command.by(), command.body(), clock.instant());
            };
        });
        return tickets.find(command.ticketId()).orElseThrow();
    }
}
