package io.amparo.ticket.ticket;

import io.amparo.ticket.ticket.Ticket.EntitlementGrant;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Opens or refuses a received ticket when its entitlement decision arrives. */
final class ApplyEntitlementDecision {

    /** @param refusalCode reason code of the refusal; null if the ticket is granted */
    record Command(String ticketId, String cause, @Nullable String refusalCode, EntitlementGrant grant) {}

    private final Tickets tickets;
    private final Clock clock;

    ApplyEntitlementDecision(Tickets tickets, Clock clock) {
        this.tickets = tickets;
        this.clock = clock;
    }

    void handle(Command command) {
        // Decisions also arrive for tickets that were denied, and before the insert of tickets that are granted synchronously.
        var isPending = tickets.find(command.ticketId()).filter(ticket -> ticket.state().status() == Status.RECEIVED).isPresent();
        if (!isPending) return;
        tickets.change(command.ticketId(), command.cause(), null,
                ticket -> command.refusalCode() == null
                        ? ticket.grantEntitlement(command.grant(), clock.instant())
                        : ticket.refuse(command.refusalCode(), clock.instant()));
    }
}
