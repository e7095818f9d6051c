package io.amparo.bench.receipt;

import io.amparo.bench.result.Latencies;
import io.amparo.bench.result.MeasuredValue;
import io.amparo.clients.Polling;
import io.amparo.events.DomainEvent;
import io.amparo.events.delivery.DeliveryEvent.DeliverySent;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Collects the opening of each ticket and the acceptance of its receipt by the mail server, with the timestamps in the events.
 */
public final class Receipts {
    public static final Set<Class<? extends DomainEvent>> EVENTS = Set.of(TicketOpened.class, DeliverySent.class);
    private static final String TEMPLATE = "receipt";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Map<String, TicketOpened> opened = new ConcurrentHashMap<>();
    private final Map<String, Instant> sent = new ConcurrentHashMap<>();

    /** @param at when the event was received; not used, because the events carry their timestamps */
    public void accept(DomainEvent event, Instant at) {
        switch (event) {
            case TicketOpened ticket -> opened.put(ticket.number(), ticket);
            case DeliverySent delivery when delivery.template().equals(TEMPLATE) ->
                sent.merge(delivery.about(), delivery.sentAt(), (one, other) -> one.isBefore(other) ? one : other);
            default -> { /* other events are not measured */ }
        }
    }

    public void await(Set<String> numbers) {
        Polling.until(Instant.now().plus(TIMEOUT), () -> numbers.stream().allMatch(this::hasReceipt));
    }

    private boolean hasReceipt(String number) {
        var ticket = opened.get(number);
        return ticket != null && sent.containsKey(ticket.ticketId());
    }

    public MeasuredValue toMeasuredValue(Set<String> numbers) {
        var latencies = new Latencies();
        for (var number : numbers) if (hasReceipt(number)) {
            var ticket = opened.get(number);
            latencies.add(Duration.between(ticket.openedAt(), sent.get(ticket.ticketId())));
        } else
            latencies.addError(opened.containsKey(number) ? "no receipt" : "no TicketOpened");
        return latencies.toMeasuredValue("TicketOpened → receipt accepted by SMTP");
    }
}
