package io.amparo.sla.readmodel;

import io.amparo.events.Topic;
import io.amparo.events.ticket.TicketEvent;
import io.amparo.platform.ReadsEvents;
import io.amparo.platform.consume.TopicHandler;
import io.amparo.platform.store.AggregateUpdate;
import io.amparo.platform.store.Change;
import io.amparo.sla.ledger.Ledger;
import io.amparo.sla.ledger.TicketFactMapper;
import io.amparo.starter.EventHandlers;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Consumes amparo.tickets into the read model. Each event is applied once, identified by its cause. */
@ReadsEvents
@Configuration
class TicketEventsConsumer {

    @Bean
    TopicHandler onTicketEvents(EventHandlers handlers, WatchedTickets tickets, Clock clock) {
        return handlers.into(tickets, Topic.TICKETS, event -> {
            if (!(event.data() instanceof TicketEvent ticketEvent)) return Optional.empty();
            var opened = TicketFactMapper.openedLedger(event);
            var facts = opened.map(Ledger::facts).orElseGet(() -> TicketFactMapper.facts(event));
            // A refused ticket was never opened and has no clock: its facts have no aggregate to apply to.
            return facts.isEmpty()
                    ? Optional.empty()
                    : Optional.of(AggregateUpdate.of(ticketEvent.ticketId(), event.cause(),
                            opened.map(ledger -> WatchedTicket.of(ledger, clock.instant())),
                            ticket -> Change.of(ticket.with(facts, clock.instant()), List.of())));
        });
    }
}
