package io.amparo.sla.readmodel;

import io.amparo.events.EventCodec;
import io.amparo.events.ticket.TicketEvent;
import io.amparo.platform.ReadsEvents;
import io.amparo.platform.consume.Batch;
import io.amparo.platform.store.AggregateUpdate;
import io.amparo.platform.store.Change;
import io.amparo.sla.ledger.Ledger;
import io.amparo.sla.ledger.TicketFactMapper;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/** Consumes amparo.tickets into the read model. Each event is applied once, identified by its cause. */
@ReadsEvents
@Configuration
class TicketEventsConsumer {

    @Bean
    Consumer<Message<Object>> onTicketEvents(EventCodec codec, WatchedTickets tickets, Clock clock) {
        return Batch.into(tickets, (headers, body) -> {
            var event = codec.read(headers, body);
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
