package io.amparo.ticket.sla;

import io.amparo.events.Event;
import io.amparo.events.EventCodec;
import io.amparo.events.sla.SlaEvent;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaCancelled;
import io.amparo.events.sla.SlaEvent.SlaMet;
import io.amparo.events.sla.SlaEvent.SlaPaused;
import io.amparo.events.sla.SlaEvent.SlaRescheduled;
import io.amparo.events.sla.SlaEvent.SlaResumed;
import io.amparo.platform.ReadsEvents;
import io.amparo.platform.store.Change;
import io.amparo.ticket.sla.SlaViewUpdates.ClockSnapshot;
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
    Consumer<Message<byte[]>> onSlaEvents(EventCodec codec, SlaViews slaViews) {
        return message -> {
            var event = codec.read(message.getHeaders(), message.getPayload());
            switch (event.data()) {
                case SlaAssigned slaEvent -> slaViews.insert(slaEvent.ticketId(), event.cause(),
                        Change.of(SlaViewUpdates.assigned(slaEvent.plan(), slaEvent.planVersion(), slaEvent.calendar(),
                                slaEvent.zone(), toSnapshots(slaEvent.clocks())), List.of()));
                case SlaBreached slaEvent ->
                    update(slaViews, event, slaEvent.ticketId(), sla -> SlaViewUpdates.breached(sla, slaEvent.metric()));
                case SlaMet slaEvent -> update(slaViews, event, slaEvent.ticketId(),
                        sla -> SlaViewUpdates.met(sla, slaEvent.metric(), slaEvent.late(), slaEvent.consumed()));
                case SlaPaused slaEvent -> update(slaViews, event, slaEvent.ticketId(),
                        sla -> SlaViewUpdates.paused(sla, slaEvent.status(), toSnapshots(slaEvent.clocks())));
                case SlaResumed slaEvent -> update(slaViews, event, slaEvent.ticketId(),
                        sla -> SlaViewUpdates.resumed(sla, toSnapshots(slaEvent.clocks())));
                case SlaRescheduled slaEvent -> update(slaViews, event, slaEvent.ticketId(),
                        sla -> SlaViewUpdates.rescheduled(sla, slaEvent.metric(), slaEvent.to()));
                case SlaCancelled slaEvent ->
                    update(slaViews, event, slaEvent.ticketId(), sla -> SlaViewUpdates.cancelled(sla, slaEvent.metric()));
                case null, default -> { /* the other events of this topic do not change what a ticket shows */ }
            }
        };
    }

    private static void update(SlaViews slaViews, Event event, String ticketId, UnaryOperator<Sla> change) {
        slaViews.update(ticketId, event.cause(), sla -> Change.of(change.apply(sla), List.of()));
    }

    private static List<ClockSnapshot> toSnapshots(List<SlaEvent.Clock> clocks) {
        return clocks.stream().map(clock -> new ClockSnapshot(clock.metric(), clock.budget(), clock.consumed(), clock.dueAt()))
                .toList();
    }
}
