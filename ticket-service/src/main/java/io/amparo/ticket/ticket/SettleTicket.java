package io.amparo.ticket.ticket;

import io.amparo.ticket.ticket.Ticket.Right;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Opens or refuses a received ticket once the decision that it waited for has come (architecture, 6). */
final class SettleTicket {

    /** @param refusal code of the reason; null where the ticket is granted */
    record Command(String ticketId, String cause, @Nullable String refusal, Right right) {}

    private final Tickets tickets;
    private final Clock clock;

    SettleTicket(Tickets tickets, Clock clock) {
        this.tickets = tickets;
        this.clock = clock;
    }

    void handle(Command command) {
        // A decision comes also for tickets that were opened at once, before they are stored, and for those that were denied.
        if (tickets.find(command.ticketId()).isEmpty()) return;
        tickets.update(command.ticketId(), command.cause(),
                ticket -> command.refusal() == null
                        ? ticket.granted(command.right(), clock.instant())
                        : ticket.refused(command.refusal(), clock.instant()));
    }
}
