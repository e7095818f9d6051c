package io.amparo.bench.edge;

import io.amparo.bench.result.Latencies;
import io.amparo.bench.result.MeasuredValue;
import io.amparo.clients.Polling;
import io.amparo.events.DomainEvent;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaWarned;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Collects the SLA targets of each ticket and the edge events that were received for it, and measures their latency. */
public final class ReceivedEdges {
    public static final Set<Class<? extends DomainEvent>> EVENTS = Set.of(TicketOpened.class, SlaWarned.class, SlaBreached.class);
    private static final Duration GRACE = Duration.ofSeconds(10);

    /** @param key identifies one edge of one clock; each key must be received once */
    private record EdgeEvent(String number, String key, Instant due, Instant fired, Instant at) {
        static EdgeEvent of(SlaBreached event, Instant at) {
            return new EdgeEvent(event.number(), edgeKey(event.number(), event.metric(), event.dueAt()), event.dueAt(),
                    event.firedAt(), at);
        }

        static EdgeEvent of(SlaWarned event, Instant at) {
            return new EdgeEvent(event.number(), edgeKey(event.number(), event.metric() + event.percent(), event.warnAt()),
                    event.warnAt(), event.firedAt(), at);
        }
    }

    private final Map<String, TicketOpened> opened = new ConcurrentHashMap<>();
    private final Queue<EdgeEvent> breaches = new ConcurrentLinkedQueue<>();
    private final Queue<EdgeEvent> warnings = new ConcurrentLinkedQueue<>();

    private static String edgeKey(String number, String type, Instant due) {
        return number + "/" + type + "/" + due;
    }

    /** @param at when the event could be read */
    public void accept(DomainEvent event, Instant at) {
        switch (event) {
            case TicketOpened ticket -> opened.put(ticket.number(), ticket);
            case SlaBreached edgeEvent -> breaches.add(EdgeEvent.of(edgeEvent, at));
            case SlaWarned edgeEvent -> warnings.add(EdgeEvent.of(edgeEvent, at));
            default -> { /* other events are not measured */ }
        }
    }

    /** Returns when the breach of every SLA target of these tickets is received, or 10 s after the last due instant. */
    public void await(Set<String> numbers) {
        Polling.until(Instant.now().plus(GRACE), () -> opened.keySet().containsAll(numbers));
        var last = promises(numbers).map(TicketPromise::due).max(Instant::compareTo).orElseGet(Instant::now);
        var expected = promises(numbers).count();
        Polling.until(last.plus(GRACE), () -> of(breaches, numbers).map(EdgeEvent::key).distinct().count() >= expected);
    }

    private record TicketPromise(String key, Instant due) {}

    private Stream<TicketPromise> promises(Set<String> numbers) {
        return numbers.stream().map(opened::get).filter(Objects::nonNull).filter(ticket -> ticket.sla() != null)
                .flatMap(ticket -> Objects.requireNonNull(ticket.sla()).promises().stream()
                        .map(promise -> new TicketPromise(edgeKey(ticket.number(), promise.metric(), promise.dueAt()),
                                promise.dueAt())));
    }

    private static Stream<EdgeEvent> of(Queue<EdgeEvent> events, Set<String> numbers) {
        return events.stream().filter(each -> numbers.contains(each.number()));
    }

    /** Returns the latencies from due to readable for breaches and for warnings, and from due to fired for both. */
    public List<MeasuredValue> toMeasuredValues(Set<String> numbers) {
        var breachLatencies = new Latencies();
        addReadableLatencies(breachLatencies, numbers, breaches);
        var emittedKeys = of(breaches, numbers).map(EdgeEvent::key).collect(Collectors.toSet());
        breachLatencies.addError("due but not emitted",
                promises(numbers).filter(promise -> !emittedKeys.contains(promise.key())).count());
        breachLatencies.addError("opened without an SLA target", numbers.stream().filter(number -> !hasPromise(number)).count());
        var warningLatencies = new Latencies();
        addReadableLatencies(warningLatencies, numbers, warnings);
        var fireLatencies = new Latencies();
        Stream.concat(of(breaches, numbers), of(warnings, numbers))
                .forEach(each -> fireLatencies.add(Duration.between(each.due(), each.fired())));
        return List.of(breachLatencies.toMeasuredValue("SlaBreached: due → readable"),
                warningLatencies.toMeasuredValue("SlaWarned: due → readable"),
                fireLatencies.toMeasuredValue("both: due → fired by the engine"));
    }

    private boolean hasPromise(String number) {
        var ticket = opened.get(number);
        return ticket != null && ticket.sla() != null;
    }

    private static void addReadableLatencies(Latencies latencies, Set<String> numbers, Queue<EdgeEvent> events) {
        var seen = new HashSet<String>();
        of(events, numbers).forEach(each -> {
            latencies.add(Duration.between(each.due(), each.at()));
            if (!seen.add(each.key())) latencies.addError("emitted twice");
        });
    }
}
