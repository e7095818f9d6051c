package io.amparo.ticket.ticket;

import io.amparo.platform.store.Versioned;
import io.amparo.ticket.ticket.Ticket.EntitlementGrant;
import java.time.Clock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Opens or refuses a received ticket when its entitlement decision arrives. */
final class ApplyEntitlementDecision {

    /** What was decided. After a denial the same ticket id may come with other content, or for another customer. */
    record Query(@Nullable String customerId, @Nullable String contact, String kind, String product, String version) {
        boolean matches(Ticket ticket) {
            var content = ticket.content();
            return (customerId == null || customerId.equals(ticket.requester().customerId()))
                    && ticket.requester().contact().id().equals(contact) && kind.equals(content.kind().name())
                    && product.equals(content.product().id()) && version.equals(content.product().version());
        }
    }

    /** @param refusalCode reason code of the refusal; null if the ticket is granted */
    record Command(String ticketId, String cause, Query query, @Nullable String refusalCode, EntitlementGrant grant) {}

    private final Tickets tickets;
    private final Predicate<String> isOpening;
    private final Clock clock;

    /** @param isOpening whether a request opens the ticket with the decision */
    ApplyEntitlementDecision(Tickets tickets, Predicate<String> isOpening, Clock clock) {
        this.tickets = tickets;
        this.isOpening = isOpening;
        this.clock = clock;
    }

    void handle(Command command) {
        if (isOpening.test(command.ticketId())) return; // saves a read
        // Decisions also arrive for denied tickets, and before the insert of a ticket that is granted by HTTP.
        // A late denial of the first request must not refuse the corrected request.
        // A ticket that has left RECEIVED never returns to it, so any version decides.
        var isPending = tickets.findSince(command.ticketId(), 1).map(Versioned::state)
                .filter(ticket -> ticket.status() == Status.RECEIVED && command.query().matches(ticket)).isPresent();
        if (!isPending) return;
        tickets.change(command.ticketId(), command.cause(), null,
                ticket -> command.refusalCode() == null
                        ? ticket.grantEntitlement(command.grant(), clock.instant())
                        : ticket.refuse(command.refusalCode(), clock.instant()));
    }
}
