package io.amparo.ticket.sla;

import io.amparo.events.Event;
import io.amparo.events.EventCodec;
import io.amparo.events.sla.SlaEvent;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaCancelled;
import io.amparo.events.sla.SlaEvent.SlaMet;
import io.amparo.events.sla.SlaEvent.SlaPaused;
import io.amparo.events.sla.SlaEvent.SlaRedated;
import io.amparo.events.sla.SlaEvent.SlaResumed;
import io.amparo.platform.ReadsEvents;
import io.amparo.platform.store.Change;
import io.amparo.ticket.sla.Clocks.Told;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/** Consumes amparo.sla. Each event is applied once per causation id. */
@ReadsEvents
@Configuration
class SlaEventsConsumer {

    @Bean
    Consumer<Message<byte[]>> onSlaEvents(EventCodec codec, TicketClocks clocks) {
        return message -> {
            var event = codec.read(message.getHeaders(), message.getPayload());
            switch (event.data()) {
                case SlaAssigned told -> clocks.insert(told.ticketId(), event.cause(), Change.of(
                        Clocks.assigned(told.plan(), told.planVersion(), told.calendar(), told.zone(), told(told.clocks())),
                        List.of()));
                case SlaBreached told -> update(clocks, event, told.ticketId(), sla -> Clocks.breached(sla, told.metric()));
                case SlaMet told ->
                    update(clocks, event, told.ticketId(), sla -> Clocks.met(sla, told.metric(), told.late(), told.consumed()));
                case SlaPaused told ->
                    update(clocks, event, told.ticketId(), sla -> Clocks.paused(sla, told.because(), told(told.clocks())));
                case SlaResumed told -> update(clocks, event, told.ticketId(), sla -> Clocks.resumed(sla, told(told.clocks())));
                case SlaRedated told ->
                    update(clocks, event, told.ticketId(), sla -> Clocks.redated(sla, told.metric(), told.to()));
                case SlaCancelled told -> update(clocks, event, told.ticketId(), sla -> Clocks.cancelled(sla, told.metric()));
                case null, default -> { /* the other events of this topic do not change what a ticket shows */ }
            }
        };
    }

    private static void update(TicketClocks clocks, Event event, String ticketId, UnaryOperator<Sla> change) {
        clocks.update(ticketId, event.cause(), sla -> Change.of(change.apply(sla), List.of()));
    }

    private static List<Told> told(List<SlaEvent.Clock> clocks) {
        return clocks.stream().map(clock -> new Told(clock.metric(), clock.budget(), clock.consumed(), clock.dueAt())).toList();
    }
}
