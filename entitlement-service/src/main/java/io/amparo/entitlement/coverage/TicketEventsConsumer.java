package io.amparo.entitlement.coverage;

import io.amparo.entitlement.coverage.DecideEntitlement.PendingTicket;
import io.amparo.events.EventCodec;
import io.amparo.events.ticket.TicketEvent.TicketReceived;
import io.amparo.platform.ReadsEvents;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/** Consumes TicketReceived from amparo.tickets. Each event is applied once per causation id. */
@ReadsEvents
@Configuration
class TicketEventsConsumer {

    @Bean
    Consumer<Message<byte[]>> onTicketEvents(EventCodec codec, DecideEntitlement decideEntitlement) {
        return message -> {
            var event = codec.read(message.getHeaders(), message.getPayload());
            if (event.data() instanceof TicketReceived received)
                decideEntitlement
                        .handle(new PendingTicket(received.ticketId(), toQuery(received), received.receivedAt(), event.cause()));
        };
    }

    private static EntitlementQuery toQuery(TicketReceived received) {
        return new EntitlementQuery(received.contact().email(), Kind.valueOf(received.kind()), received.product(),
                received.version(), received.customerId());
    }
}
