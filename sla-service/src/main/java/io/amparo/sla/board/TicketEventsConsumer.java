package io.amparo.sla.board;

import io.amparo.events.Event;
import io.amparo.events.EventCodec;
import io.amparo.events.ticket.TicketEvent;
import io.amparo.platform.store.Change;
import io.amparo.sla.clock.TicketFactsConsumer;
import io.amparo.sla.plan.PublishedPolicies;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/** What the read side hears on amparo.tickets. Facts: each counts once, by its cause. */
@Configuration
class TicketEventsConsumer {

    @Bean
    Consumer<Message<byte[]>> onTicketEvents(EventCodec codec, WatchedTickets tickets, PublishedPolicies policies, Clock clock) {
        return message -> {
            var event = codec.read(message.getHeaders(), message.getPayload());
            if (event.data() instanceof TicketEvent told) hear(event, told.ticketId(), tickets, policies, clock);
        };
    }

    private static void hear(Event event, String ticketId, WatchedTickets tickets, PublishedPolicies policies, Clock clock) {
        var opened = TicketFactsConsumer.opened(event);
        var facts = opened.map(ledger -> ledger.facts()).orElseGet(() -> TicketFactsConsumer.facts(event));
        UnaryOperator<WatchedTicket> hears = ticket -> {
            var now = clock.instant();
            return ticket.with(facts, now).standingAfter(event.time(), now, policies);
        };
        if (opened.isPresent()) {
            tickets.put(ticketId, event.cause(), WatchedTicket.of(opened.get(), clock.instant()), hears);
        } else if (!facts.isEmpty() && tickets.find(ticketId).isPresent()) {
            // A ticket that was never opened, because it was refused, has no clock.
            tickets.update(ticketId, event.cause(), ticket -> Change.of(hears.apply(ticket), List.of()));
        }
    }
}
