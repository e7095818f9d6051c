package io.amparo.ticket.ticket;

import io.amparo.events.Topic;
import io.amparo.events.entitlement.EntitlementEvent.EntitlementDecided;
import io.amparo.platform.ReadsEvents;
import io.amparo.platform.consume.TopicHandler;
import io.amparo.starter.EventHandlers;
import io.amparo.ticket.ticket.Ticket.EntitlementGrant;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Consumes amparo.entitlements: the decisions for which received tickets wait. Each event is applied once per causation id.
 */
@ReadsEvents
@Configuration
class EntitlementEventsConsumer {

    @Bean
    TopicHandler onEntitlementEvents(EventHandlers handlers, ApplyEntitlementDecision applyDecision) {
        return handlers.each(Topic.ENTITLEMENTS, EntitlementDecided.class, (decided, event) -> {
            if (decided.ticketId() != null)
                applyDecision.handle(new ApplyEntitlementDecision.Command(decided.ticketId(), event.cause(),
                        new ApplyEntitlementDecision.Query(decided.customerId(), decided.contact(), decided.kind(),
                                decided.product(), decided.version()),
                        refusalCode(decided),
                        new EntitlementGrant(decided.via() == null ? "EDITION" : decided.via(), null, decided.warnings())));
        });
    }

    private static @Nullable String refusalCode(EntitlementDecided decided) {
        if (decided.decision().equals("GRANTED")) return null;
        return decided.reasons().isEmpty() ? "not-entitled" : decided.reasons().getFirst().code();
    }
}
