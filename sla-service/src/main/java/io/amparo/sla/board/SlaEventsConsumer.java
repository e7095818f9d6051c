package io.amparo.sla.board;

import io.amparo.events.Event;
import io.amparo.events.EventCodec;
import io.amparo.events.sla.SlaEvent;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.sla.SlaEvent.SlaTermsChanged;
import io.amparo.platform.ReadsEvents;
import io.amparo.platform.consume.Batch;
import io.amparo.platform.store.Change;
import io.amparo.platform.store.Hearing;
import io.amparo.sla.board.WatchedTicket.Told;
import io.amparo.sla.clock.Fact;
import io.amparo.sla.clock.Fact.What;
import io.amparo.sla.clock.Ledger;
import io.amparo.sla.clock.TicketFactsConsumer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/**
 * Consumes SLA events: once for all instances into the read model, and on each instance for its live boards.
 */
@ReadsEvents
@Configuration
class SlaEventsConsumer {
    /** Size in bytes above which an event is decoded at once. */
    private static final int LARGE = 8_192;

    /** Applies each event once, identified by its cause. */
    @Bean
    Consumer<Message<Object>> onSlaEvents(EventCodec codec, WatchedTickets tickets, Clock clock) {
        return Batch.into(tickets, (headers, body) -> {
            var event = codec.read(headers, body);
            if (!(event.data() instanceof SlaEvent told)) return Optional.empty();
            Function<WatchedTicket, Change<WatchedTicket, Void>> hears = ticket -> Change
                    .of(heard(ticket, event, told, clock.instant()), List.of());
            // The engine's event may arrive before the ticket event that opens the ticket.
            return Optional.of(begun(told)
                    .map(ledger -> Hearing.of(told.ticketId(), event.cause(),
                            Optional.of(WatchedTicket.of(ledger, clock.instant())), hears))
                    .orElseGet(() -> Hearing.of(told.ticketId(), event.cause(), hears)));
        });
    }

    private static Optional<Ledger> begun(SlaEvent told) {
        return switch (told) {
            case SlaAssigned it -> Optional.of(TicketFactsConsumer.opening(it.ticketId(), it.number(), it.customerId(),
                    it.subject(), it.kind(), it.priority(), it.assignedAt()));
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

    /** Returns no fact if an older engine emitted the event without its time zone data. */
    private static List<Fact> dated(SlaAssigned assigned) {
        return assigned.clocks().stream().map(SlaEvent.Clock::tzdata).filter(Objects::nonNull).limit(1)
                .map(tzdata -> TicketFactsConsumer.dated(tzdata, assigned.assignedAt())).toList();
    }

    private static List<Fact> agreed(SlaAssigned assigned) {
        return Stream.ofNullable(assigned.contract())
                .map(contract -> TicketFactsConsumer.contracted(contract, assigned.assignedAt())).toList();
    }

    private static List<Fact> facts(SlaTermsChanged changed) {
        return changed.terms().stream().map(
                term -> new Fact(term.cause(), term.since(), What.valueOf(term.what()), term.value(), term.by(), term.reason()))
                .toList();
    }

    private static Told edge(Event event, SlaEvent told, Instant now) {
        return new Told(event.id().substring(told.ticketId().length() + 1), event.time(), now);
    }

    /** Has no consumer group: every instance receives every event. {@link #onSlaEvents} parks unreadable events. */
    @Bean
    Consumer<Message<Object>> tailSlaEvents(EventCodec codec, BoardStream stream) {
        return batch -> Batch.each(batch,
                (headers, body) -> stream.tell(lazily(() -> notice(codec, headers, body), body.length)));
    }

    /** Keeps the encoded event, because of the 1,000 recent ones mostly none is read. A large event is decoded to save memory. */
    private static Supplier<Optional<BoardNotice>> lazily(Supplier<Optional<BoardNotice>> notice, int bytes) {
        if (bytes <= LARGE) return notice;
        var read = notice.get();
        return () -> read;
    }

    private static Optional<BoardNotice> notice(EventCodec codec, Headers headers, byte[] body) {
        try {
            var event = codec.read(headers, body);
            return event.data() instanceof SlaEvent told
                    ? Optional.of(BoardNotice.of(event.id(), told, event.time()))
                    : Optional.empty();
        } catch (RuntimeException laidAsideElsewhere) { // an event that lacks fields fails in many ways
            return Optional.empty();
        }
    }
}
