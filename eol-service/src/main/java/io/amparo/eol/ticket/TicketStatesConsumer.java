package io.amparo.eol.ticket;

import io.amparo.events.Topic;
import io.amparo.events.ticket.TicketStateEvent.TicketStateChanged;
import io.amparo.platform.ReadsEvents;
import io.amparo.platform.consume.TopicHandler;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Projection.Sequenced;
import io.amparo.starter.EventHandlers;
import java.util.HashMap;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Consumes amparo.ticket-states. Each event carries the whole state of a ticket; the higher sequence wins. */
@ReadsEvents
@Configuration
class TicketStatesConsumer {
    private static final Set<String> FINAL = Set.of("REFUSED", "CLOSED", "DECLINED");

    @Bean
    Tickets tickets(Outbox outbox) {
        return new Tickets(outbox);
    }

    private static Ticket ticket(TicketStateChanged changed) {
        return new Ticket(changed.customerId(), changed.product(), !FINAL.contains(changed.status()));
    }

    @Bean
    TopicHandler onTicketStates(EventHandlers handlers, Tickets tickets) {
        return handlers.together(Topic.TICKET_STATES, events -> {
            var newest = new HashMap<String, Sequenced<Ticket>>();
            for (var event : events)
                if (event.data() instanceof TicketStateChanged changed)
                    newest.merge(changed.ticketId(), new Sequenced<>(event.sequence(), ticket(changed)),
                            (before, after) -> after.sequence() > before.sequence() ? after : before);
            tickets.putAll(newest);
        });
    }
}
