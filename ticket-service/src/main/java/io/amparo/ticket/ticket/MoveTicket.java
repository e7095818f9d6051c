package io.amparo.ticket.ticket;

import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiProblem;
import io.amparo.ticket.ticket.Entry.Direction;
import io.amparo.ticket.ticket.Ticket.Person;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Changes a ticket's status for the vendor or the customer, with optimistic locking on the version that they read. */
final class MoveTicket {

    record Command(String ticketId, long version, Status to, Person by, boolean vendor, @Nullable String reason) {}

    private final Tickets tickets;
    private final Clock clock;

    MoveTicket(Tickets tickets, Clock clock) {
        this.tickets = tickets;
        this.clock = clock;
    }

    Versioned<Ticket> handle(Command command) {
        var entryId = "status/" + command.version();
        // The content of the command is the causation id: the same command is a retry, another one on the same version is stale.
        tickets.update(command.ticketId(), entryId + "/" + command.to() + "/" + command.by().email(), command.version(),
                ticket -> {
                    var allowed = command.vendor() ? ticket.status().forVendor() : ticket.status().forCustomer();
                    if (!allowed.contains(command.to())) throw ApiProblem.conflict("status-not-allowed");
                    return ticket.move(entryId, command.to(), command.by(),
                            command.vendor() ? Direction.TO_CUSTOMER : Direction.TO_VENDOR, command.reason(), clock.instant());
                });
        return tickets.find(command.ticketId()).orElseThrow();
    }
}
