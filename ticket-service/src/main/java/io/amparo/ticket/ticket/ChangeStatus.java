package io.amparo.ticket.ticket;

import io.amparo.platform.Ids;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import io.amparo.ticket.ticket.Ticket.Person;
import io.amparo.ticket.ticket.Timeline.Direction;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Changes a ticket's status for the vendor or the customer, with optimistic locking on the version that they read. */
final class ChangeStatus {

    record Command(String ticketId, long expectedVersion, Status to, Person by, boolean byVendor, @Nullable String reason) {}

    private final Tickets tickets;
    private final Clock clock;

    ChangeStatus(Tickets tickets, Clock clock) {
        this.tickets = tickets;
        this.clock = clock;
    }

    Versioned<Ticket> handle(Command command) {
        var entryId = "status/" + command.expectedVersion();
        // The content of the command is the causation id: the same command is a retry, another one on the same version is stale.
        return tickets.change(command.ticketId(), entryId + "/" + command.to() + "/" + Ids.uuidOf(command.by().id()),
                command.expectedVersion(), ticket -> {
                    var refusal = TicketActions.statusRefusal(ticket, command.byVendor(), command.to());
                    if (refusal != null)
                        throw ApiException.conflict(refusal, "status", TicketActions.allowedStatuses(ticket, command.byVendor()));
                    return ticket.changeStatus(entryId, command.to(), command.by(),
                            command.byVendor() ? Direction.TO_CUSTOMER : Direction.TO_VENDOR, command.reason(), clock.instant());
                });
    }
}
