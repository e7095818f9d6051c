package io.amparo.sla.board;

import io.amparo.events.Event;
import io.amparo.events.EventCodec;
import io.amparo.events.UnreadableEvent;
import io.amparo.events.sla.SlaEvent;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.sla.SlaEvent.SlaTermsChanged;
import io.amparo.platform.store.Change;
import io.amparo.sla.board.WatchedTicket.Told;
import io.amparo.sla.clock.Fact;
import io.amparo.sla.clock.Fact.What;
import io.amparo.sla.clock.Ledger;
import io.amparo.sla.clock.TicketFactsConsumer;
import io.amparo.sla.plan.PublishedPolicies;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
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
            UnaryOperator<WatchedTicket> hears = ticket -> {
                var now = clock.instant();
                return heard(ticket, event, told, now).standingAfter(event.time(), now, policies);
            };
            // The engine may have been quicker than our own reading of the ticket.
            begun(told).ifPresentOrElse(
                    ledger -> tickets.put(told.ticketId(), event.cause(), WatchedTicket.of(ledger, clock.instant()), hears),
                    () -> tickets.update(told.ticketId(), event.cause(), ticket -> Change.of(hears.apply(ticket), List.of())));
        };
    }

    private static Optional<Ledger> begun(SlaEvent told) {
        return switch (told) {
            case SlaAssigned it ->
                Optional.of(TicketFactsConsumer.opening(it.ticketId(), it.number(), it.customerId(), it.subject(),
                        it.kind(), it.priority(), it.assignedAt()));
            case SlaTermsChanged it when it.terms().getFirst().what().equals(What.OPENED.name()) ->
                Optional.of(new Ledger(it.ticketId(), it.number(), it.customerId(), it.subject(), facts(it)));
            default -> Optional.empty();
        };
    }

    private static WatchedTicket heard(WatchedTicket ticket, Event event, SlaEvent told, Instant now) {
        return switch (told) {
            case SlaTermsChanged changed -> ticket.with(facts(changed), now);
            case SlaAssigned it ->
                ticket.with(List.of(TicketFactsConsumer.promised(it.plan(), it.planVersion(), it.assignedAt())), now)
                        .with(dated(it), now).with(agreed(it), now).with(edge(event, told, now));
            default -> ticket.with(edge(event, told, now));
        };
    }

    /** None by an engine that did not tell. */
    private static List<Fact> dated(SlaAssigned assigned) {
        return assigned.clocks().stream().map(SlaEvent.Clock::tzdata).filter(Objects::nonNull).limit(1)
                .map(tzdata -> TicketFactsConsumer.dated(tzdata, assigned.assignedAt())).toList();
    }

    private static List<Fact> agreed(SlaAssigned assigned) {
        return Stream.ofNullable(assigned.contract())
                .map(contract -> TicketFactsConsumer.contracted(contract, assigned.assignedAt())).toList();
    }

    private static List<Fact> facts(SlaTermsChanged changed) {
        return changed.terms().stream()
                .map(term -> new Fact(term.cause(), term.since(), What.valueOf(term.what()), term.value(), term.by(),
                        term.reason()))
                .toList();
    }

    private static Told edge(Event event, SlaEvent told, Instant now) {
        return new Told(event.id().substring(told.ticketId().length() + 1), event.time(), now);
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
