package io.amparo.ticket.sla;

import io.amparo.events.Event;
import io.amparo.events.EventCodec;
import io.amparo.events.sla.SlaEvent;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaCancelled;
import io.amparo.events.sla.SlaEvent.SlaCycleStarted;
import io.amparo.events.sla.SlaEvent.SlaMet;
import io.amparo.events.sla.SlaEvent.SlaPaused;
import io.amparo.events.sla.SlaEvent.SlaRescheduled;
import io.amparo.events.sla.SlaEvent.SlaResumed;
import io.amparo.events.sla.SlaEvent.SlaTermsChanged;
import io.amparo.events.sla.SlaEvent.SlaWarned;
import io.amparo.platform.ReadsEvents;
import io.amparo.platform.store.Change;
import io.amparo.ticket.sla.SlaViewUpdates.ClockSnapshot;
import java.util.List;
import java.util.Optional;
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
                case SlaWarned slaEvent ->
                    update(slaViews, event, slaEvent, sla -> SlaViewUpdates.warned(sla, slaEvent.metric(), slaEvent.cycle()));
                case SlaBreached slaEvent ->
                    update(slaViews, event, slaEvent, sla -> SlaViewUpdates.breached(sla, slaEvent.metric(), slaEvent.cycle()));
                case SlaMet slaEvent -> update(slaViews, event, slaEvent, sla -> SlaViewUpdates.met(sla, slaEvent.metric(),
                        slaEvent.cycle(), slaEvent.late(), slaEvent.consumed()));
                case SlaPaused slaEvent -> update(slaViews, event, slaEvent,
                        sla -> SlaViewUpdates.paused(sla, slaEvent.status(), toSnapshots(slaEvent.clocks())));
                case SlaCycleStarted slaEvent ->
                    update(slaViews, event, slaEvent, sla -> SlaViewUpdates.updated(sla, toSnapshots(slaEvent.clocks())));
                case SlaResumed slaEvent ->
                    update(slaViews, event, slaEvent, sla -> SlaViewUpdates.updated(sla, toSnapshots(slaEvent.clocks())));
                case SlaRescheduled slaEvent -> update(slaViews, event, slaEvent, sla -> SlaViewUpdates.rescheduled(sla,
                        slaEvent.plan(), slaEvent.planVersion(), slaEvent.calendar(), slaEvent.zone(), toSnapshot(slaEvent)));
                case SlaTermsChanged slaEvent -> newPlan(slaEvent).ifPresent(plan -> update(slaViews, event, slaEvent,
                        sla -> SlaViewUpdates.planChanged(sla, plan.id(), plan.version())));
                case SlaCancelled slaEvent ->
                    update(slaViews, event, slaEvent, sla -> SlaViewUpdates.cancelled(sla, slaEvent.metric(), slaEvent.cycle()));
                case null, default -> { /* an event type that this build does not know */ }
            }
        };
    }

    private static void update(SlaViews slaViews, Event event, SlaEvent slaEvent, UnaryOperator<Sla> change) {
        slaViews.update(slaEvent.ticketId(), event.cause(), sla -> Change.of(change.apply(sla), List.of()));
    }

    private static List<ClockSnapshot> toSnapshots(List<SlaEvent.Clock> clocks) {
        return clocks.stream().map(clock -> new ClockSnapshot(clock.metric(), clock.cycle(), clock.state(), clock.budget(),
                clock.consumed(), clock.dueAt())).toList();
    }

    private static ClockSnapshot toSnapshot(SlaRescheduled event) {
        return new ClockSnapshot(event.metric(), event.cycle(), event.state(), event.budget(), event.consumed(), event.to());
    }

    private record PlanReference(String id, int version) {}

    /** Returns the plan that applies from now on; empty at the opening, because SlaAssigned follows with the plan. */
    private static Optional<PlanReference> newPlan(SlaTermsChanged changed) {
        if (changed.terms().stream().anyMatch(term -> term.term().equals("OPENED"))) return Optional.empty();
        return changed.terms().reversed().stream().filter(term -> term.term().equals("PLAN")).findFirst().map(term -> {
            int separator = term.value().lastIndexOf('/');
            return new PlanReference(term.value().substring(0, separator),
                    Integer.parseInt(term.value().substring(separator + 1)));
        });
    }
}
