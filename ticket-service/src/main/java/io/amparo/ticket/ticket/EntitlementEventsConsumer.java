package io.amparo.ticket.ticket;

import io.amparo.events.EventCodec;
import io.amparo.events.entitlement.EntitlementEvent.EntitlementDecided;
import io.amparo.platform.ReadsEvents;
import io.amparo.ticket.ticket.Ticket.EntitlementGrant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/**
 * Consumes amparo.entitlements: the decisions for which received tickets wait. Each event is applied once per causation id.
 */
@ReadsEvents
@Configuration
class EntitlementEventsConsumer {

    @Bean
    Consumer<Message<byte[]>> onEntitlementEvents(EventCodec codec, ApplyEntitlementDecision applyDecision) {
        return message -> {
            var event = codec.read(message.getHeaders(), message.getPayload());
            if (event.data() instanceof EntitlementDecided decided && decided.ticketId() != null)
                applyDecision.handle(new ApplyEntitlementDecision.Command(decided.ticketId(), event.cause(),
                        new ApplyEntitlementDecision.Query(decided.customerId(), decided.contact(), decided.kind(),
                                decided.product(), decided.version()),
                        refusalCode(decided),
                        new EntitlementGrant(decided.via() == null ? "EDITION" : decided.via(), null, decided.warnings())));
        };
    }

    private static @Nullable String refusalCode(EntitlementDecided decided) {
        if (decided.decision().equals("GRANTED")) return null;
        return decided.reasons().isEmpty() ? "not-entitled" : decided.reasons().getFirst().code();
    }
}
