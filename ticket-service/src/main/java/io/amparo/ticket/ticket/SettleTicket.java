package io.amparo.ticket.ticket;

import io.amparo.ticket.ticket.Ticket.Right;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Opens or refuses a received ticket when its entitlement decision arrives (architecture, 6). */
final class SettleTicket {

    /** @param refusal reason code of the refusal; null if the ticket is granted */
    record Command(String ticketId, String cause, @Nullable String refusal, Right right) {}

    private final Tickets tickets;
    private final Clock clock;

    SettleTicket(Tickets tickets, Clock clock) {
        this.tickets = tickets;
        this.clock = clock;
    }

    void handle(Command command) {
        // Decisions also arrive for tickets that were denied, and before the insert of tickets that are granted synchronously.
        if (tickets.find(command.ticketId()).isEmpty()) return;
        tickets.update(command.ticketId(), command.cause(),
                ticket -> command.refusal() == null
                        ? ticket.granted(command.right(), clock.instant())
                        : ticket.refused(command.refusal(), clock.instant()));
    }
}
