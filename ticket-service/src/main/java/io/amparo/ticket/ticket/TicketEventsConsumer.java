package io.amparo.ticket.ticket;

import io.amparo.events.EventCodec;
import io.amparo.events.ticket.TicketEvent;
import io.amparo.platform.ReadsEvents;
import io.amparo.ticket.state.TicketStates;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/**
 * Consumes amparo.tickets, the events of this service. Every change of a ticket emits an event and every stored event arrives, so
 * this completes each change whose process crashed after the guarded write, and passes the ticket on to its published state.
 */
@ReadsEvents
@Configuration
class TicketEventsConsumer {

    @Bean
    Consumer<Message<byte[]>> onTicketEvents(EventCodec codec, Tickets tickets, TicketSummaries summaries, TicketStates states) {
        return message -> {
            var event = codec.read(message.getHeaders(), message.getPayload());
            if (!(event.data() instanceof TicketEvent changed)) return;
            tickets.find(changed.ticketId()).ifPresent(ticket -> {
                if (!summaries.isUpToDate(ticket.id(), ticket.version())) tickets.complete(ticket);
                states.put(TicketSnapshots.of(ticket), event.cause());
            });
        };
    }
}
