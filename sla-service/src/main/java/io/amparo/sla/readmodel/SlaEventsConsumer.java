package io.amparo.sla.readmodel;

import io.amparo.events.Event;
import io.amparo.events.Topic;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.sla.SlaEvent.SlaTermsChanged;
import io.amparo.events.sla.SlaEvent;
import io.amparo.platform.ReadsEvents;
import io.amparo.platform.consume.TopicHandler;
import io.amparo.platform.store.AggregateUpdate;
import io.amparo.platform.store.Change;
import io.amparo.sla.ledger.FactCodec;
import io.amparo.sla.ledger.Ledger;
import io.amparo.sla.ledger.TicketFact.ContractPlanNamed;
import io.amparo.sla.ledger.TicketFact.Opened;
import io.amparo.sla.ledger.TicketFact.TzdataChanged;
import io.amparo.sla.ledger.TicketFact;
import io.amparo.sla.ledger.TicketFactMapper;
import io.amparo.sla.plan.PlanVersion;
import io.amparo.starter.EventHandlers;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Consumes amparo.sla into the read model. Each event is applied once, identified by its cause. */
@ReadsEvents
@Configuration
class SlaEventsConsumer {

    @Bean
    TopicHandler onSlaEvents(EventHandlers handlers, WatchedTickets tickets, Clock clock) {
        return handlers.into(tickets, Topic.SLA, event -> {
            if (!(event.data() instanceof SlaEvent slaEvent)) return Optional.empty();
            Function<WatchedTicket, Change<WatchedTicket, Void>> update = ticket -> Change
                    .of(apply(ticket, event, slaEvent, clock.instant()), List.of());
            // The engine's event may arrive before the ticket event that opens the ticket.
            return Optional.of(openingLedger(slaEvent)
                    .map(ledger -> AggregateUpdate.of(slaEvent.ticketId(), event.cause(),
                            Optional.of(WatchedTicket.of(ledger, clock.instant())), update))
                    .orElseGet(() -> AggregateUpdate.of(slaEvent.ticketId(), event.cause(), update)));
        });
    }

    private static Optional<Ledger> openingLedger(SlaEvent slaEvent) {
        return switch (slaEvent) {
            case SlaAssigned it -> Optional.of(TicketFactMapper.newLedger(it.ticketId(), it.number(), it.customerId(),
                    it.subject(), it.kind(), it.priority(), it.assignedAt()));
            case SlaTermsChanged it when FactCodec.fromEvent(it.terms().getFirst()) instanceof Opened ->
                Optional.of(new Ledger(it.ticketId(), it.number(), it.customerId(), it.subject(), facts(it)));
            default -> Optional.empty();
        };
    }

    private static WatchedTicket apply(WatchedTicket ticket, Event event, SlaEvent slaEvent, Instant now) {
        return switch (slaEvent) {
            case SlaTermsChanged changed -> ticket.with(facts(changed), now);
            case SlaAssigned it -> ticket
                    .with(List.of(TicketFactMapper.planFact(new PlanVersion(it.plan(), it.planVersion()), it.assignedAt())), now)
                    .with(tzdataFacts(it), now).with(contractFacts(it), now).with(emittedEdge(event, slaEvent, now));
            default -> ticket.with(emittedEdge(event, slaEvent, now));
        };
    }

    private static List<TzdataChanged> tzdataFacts(SlaAssigned assigned) {
        return assigned.clocks().stream().map(SlaEvent.Clock::tzdata).filter(Objects::nonNull).limit(1)
                .map(tzdata -> TicketFactMapper.tzdataFact(tzdata, assigned.assignedAt())).toList();
    }

    private static List<ContractPlanNamed> contractFacts(SlaAssigned assigned) {
        return Stream.ofNullable(assigned.contract())
                .map(contract -> TicketFactMapper.contractPlanFact(contract, assigned.assignedAt())).toList();
    }

    private static List<TicketFact> facts(SlaTermsChanged changed) {
        return changed.terms().stream().map(FactCodec::fromEvent).toList();
    }

    private static EmittedEdge emittedEdge(Event event, SlaEvent slaEvent, Instant now) {
        return EmittedEdge.of(event.id(), slaEvent, event.time(), now);
    }
}
