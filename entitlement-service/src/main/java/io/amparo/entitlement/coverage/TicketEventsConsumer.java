package io.amparo.entitlement.coverage;

import io.amparo.entitlement.coverage.DecideEntitlement.PendingTicket;
import io.amparo.events.Topic;
import io.amparo.events.ticket.TicketEvent.EntitlementRequested;
import io.amparo.events.ticket.TicketEvent.TicketReceived;
import io.amparo.platform.ReadsEvents;
import io.amparo.platform.consume.TopicHandler;
import io.amparo.starter.EventHandlers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Consumes the tickets without a decision from amparo.tickets: received, and still without one after a time. Each event is
 * applied once per causation id, and publishes the decision.
 */
@ReadsEvents
@Configuration
class TicketEventsConsumer {

    @Bean
    TopicHandler onTicketEvents(EventHandlers handlers, DecideEntitlement decideEntitlement) {
        return handlers.each(Topic.TICKETS, event -> {
            switch (event.data()) {
                case TicketReceived received -> decideEntitlement
                        .handle(new PendingTicket(received.ticketId(), toQuery(received), received.receivedAt(), event.cause()));
                case EntitlementRequested pending -> decideEntitlement
                        .handle(new PendingTicket(pending.ticketId(), toQuery(pending), pending.receivedAt(), event.cause()));
                case null, default -> { /* the decision of the other tickets is known to ticket-service */ }
            }
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
