package io.amparo.sla.board;

import io.amparo.events.Event;
import io.amparo.events.EventCodec;
import io.amparo.events.UnreadableEvent;
import io.amparo.events.sla.SlaEvent;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.platform.store.Change;
import io.amparo.sla.board.WatchedTicket.Told;
import io.amparo.sla.clock.TicketFactsConsumer;
import io.amparo.sla.plan.PublishedPolicies;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/** What the read side hears of its own engine: once for all instances into the documents, and on each instance for its live boards. */
@Configuration
class SlaEventsConsumer {

    /** Facts: each counts once, by its cause. */
    @Bean
    Consumer<Message<byte[]>> onSlaEvents(EventCodec codec, WatchedTickets tickets, PublishedPolicies policies, Clock clock) {
        return message -> {
            var event = codec.read(message.getHeaders(), message.getPayload());
            if (!(event.data() instanceof SlaEvent told)) return;
            // The engine may have been quicker than our own reading of the ticket.
            if (told instanceof SlaAssigned assigned)
                tickets.insert(told.ticketId(), "assigned/" + event.id(),
                        Change.of(WatchedTicket.of(TicketFactsConsumer.opening(told.ticketId(), told.number(), told.customerId(),
                                assigned.subject(), assigned.kind(), assigned.priority(), assigned.assignedAt())), List.of()));
            tickets.update(told.ticketId(), event.cause(),
                    ticket -> Change.of(heard(ticket, event, told).standingAt(clock.instant(), policies), List.of()));
        };
    }

    private static WatchedTicket heard(WatchedTicket ticket, Event event, SlaEvent told) {
        var known = told instanceof SlaAssigned assigned
                ? ticket.with(
                        List.of(TicketFactsConsumer.promised(assigned.plan(), assigned.planVersion(), assigned.assignedAt())))
                : ticket;
        return known.with(new Told(event.id().substring(told.ticketId().length() + 1), event.time()));
    }

    /** No group: every instance hears every event. What cannot be read is laid aside by {@link #onSlaEvents}. */
    @Bean
    Consumer<Message<byte[]>> tailSlaEvents(EventCodec codec, BoardStream stream) {
        return message -> {
            try {
                var event = codec.read(message.getHeaders(), message.getPayload());
                if (event.data() instanceof SlaEvent told) stream.tell(BoardNotice.of(event.id(), told, event.time()));
            } catch (UnreadableEvent laidAsideElsewhere) {
                // see above
            }
        };
    }
}
