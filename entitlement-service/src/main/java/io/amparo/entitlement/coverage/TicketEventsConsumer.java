package io.amparo.entitlement.coverage;

import io.amparo.entitlement.coverage.DecideEntitlement.PendingTicket;
import io.amparo.entitlement.ledger.ApplyTicketEvents;
import io.amparo.entitlement.ledger.RefundCode;
import io.amparo.entitlement.obligation.TicketEvidence;
import io.amparo.entitlement.policy.Policies;
import io.amparo.events.Topic;
import io.amparo.events.Vocabulary.EntitlementSource;
import io.amparo.events.ticket.TicketEvent.AppealDecided;
import io.amparo.events.ticket.TicketEvent.BugQualified;
import io.amparo.events.ticket.TicketEvent.EntitlementRequested;
import io.amparo.events.ticket.TicketEvent.KindChanged;
import io.amparo.events.ticket.TicketEvent.TicketClosed;
import io.amparo.events.ticket.TicketEvent.TicketDeclined;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.events.ticket.TicketEvent.TicketReceived;
import io.amparo.events.ticket.TicketEvent.TicketRefused;
import io.amparo.platform.ReadsEvents;
import io.amparo.platform.consume.TopicHandler;
import io.amparo.starter.EventHandlers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Consumes amparo.tickets: decides on tickets without a decision, once per causation id, lets the reservations of the ledgers
 * follow their tickets, and records what the tickets show about the duties of both sides.
 */
@ReadsEvents
@Configuration
class TicketEventsConsumer {

    @Bean
    TopicHandler onTicketEvents(EventHandlers handlers, DecideEntitlement decideEntitlement, Policies policies,
            ApplyTicketEvents applyTicketEvents, ApplyKindChange applyKindChange, TicketEvidence evidence) {
        return handlers.each(Topic.TICKETS, event -> {
            switch (event.data()) {
                case TicketReceived received -> {
                    applyTicketEvents.received(received.ticketId());
                    decideEntitlement.handle(
                            new PendingTicket(received.ticketId(), toQuery(received), received.receivedAt(), event.cause()));
                }
                case EntitlementRequested pending -> decideEntitlement
                        .handle(new PendingTicket(pending.ticketId(), toQuery(pending), pending.receivedAt(), event.cause()));
                // If the editions include any number of incidents, most tickets read no ledger.
                case TicketOpened opened when !opened.via().equals(EntitlementSource.EDITION.name())
                        || policies.effective().countsIncidents() ->
                    applyTicketEvents.opened(opened.ticketId());
                case TicketRefused refused ->
                    applyTicketEvents.giveBack(refused.ticketId(), RefundCode.TICKET_REFUSED, null, null);
                case TicketDeclined declined -> applyTicketEvents.giveBack(declined.ticketId(), RefundCode.TICKET_DECLINED,
                        declined.exclusion(), declined.by());
                case KindChanged changed -> applyKindChange.handle(new ApplyKindChange.Command(changed.ticketId(),
                        changed.customerId(), Kind.valueOf(changed.to()), changed.by(), changed.changedAt()));
                case TicketClosed closed -> applyTicketEvents.closed(closed.customerId(), closed.number());
                // The ticket is taken up, so it takes its incident once more.
                case AppealDecided decided when decided.accepted() -> applyTicketEvents.takenUp(decided.ticketId());
                case BugQualified bug -> applyTicketEvents.giveBack(bug.ticketId(), RefundCode.VENDOR_BUG, bug.bug(), bug.by());
                case null, default -> { /* changes no decision and no ledger */ }
            }
            evidence.handle(event);
        });
    }

    private static EntitlementQuery toQuery(TicketReceived received) {
        return new EntitlementQuery(received.contact().id(), Kind.valueOf(received.kind()), received.product(),
                received.version(), received.customerId());
    }

    private static EntitlementQuery toQuery(EntitlementRequested pending) {
        return new EntitlementQuery(pending.contact().id(), Kind.valueOf(pending.kind()), pending.product(), pending.version(),
                pending.customerId());
    }
}
