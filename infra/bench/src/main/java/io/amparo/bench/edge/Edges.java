package io.amparo.bench.edge;

import io.amparo.bench.figure.Figure;
import io.amparo.bench.figure.Latencies;
import io.amparo.bench.outside.Patience;
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
public final class Edges {
    public static final Set<Class<? extends DomainEvent>> EVENTS = Set.of(TicketOpened.class, SlaWarned.class, SlaBreached.class);
    private static final Duration GRACE = Duration.ofSeconds(10);

    /** @param key identifies one edge of one clock; each key must be received once */
    private record Heard(String number, String key, Instant due, Instant fired, Instant at) {
        static Heard of(SlaBreached told, Instant at) {
            return new Heard(told.number(), edge(told.number(), told.metric(), told.dueAt()), told.dueAt(), told.firedAt(), at);
        }

        static Heard of(SlaWarned told, Instant at) {
            return new Heard(told.number(), edge(told.number(), told.metric() + told.percent(), told.dueAt()), told.dueAt(),
                    told.firedAt(), at);
        }
    }

    private final Map<String, TicketOpened> opened = new ConcurrentHashMap<>();
    private final Queue<Heard> breaches = new ConcurrentLinkedQueue<>();
    private final Queue<Heard> warnings = new ConcurrentLinkedQueue<>();

    private static String edge(String number, String what, Instant due) {
        return number + "/" + what + "/" + due;
    }

    /** @param at when the event could be read */
    public void hear(DomainEvent event, Instant at) {
        switch (event) {
            case TicketOpened ticket -> opened.put(ticket.number(), ticket);
            case SlaBreached told -> breaches.add(Heard.of(told, at));
            case SlaWarned told -> warnings.add(Heard.of(told, at));
            default -> { /* other events are not measured */ }
        }
    }

    /** Returns when the breach of every SLA target of these tickets is received, or 10 s after the last due instant. */
    public void await(Set<String> numbers) {
        Patience.until(Instant.now().plus(GRACE), () -> opened.keySet().containsAll(numbers));
        var last = promises(numbers).map(TicketPromise::due).max(Instant::compareTo).orElseGet(Instant::now);
        var expected = promises(numbers).count();
        Patience.until(last.plus(GRACE), () -> of(breaches, numbers).map(Heard::key).distinct().count() >= expected);
    }

    private record TicketPromise(String key, Instant due) {}

    private Stream<TicketPromise> promises(Set<String> numbers) {
        return numbers.stream().map(opened::get).filter(Objects::nonNull).filter(ticket -> ticket.sla() != null)
                .flatMap(ticket -> Objects.requireNonNull(ticket.sla()).promises().stream().map(
                        promise -> new TicketPromise(edge(ticket.number(), promise.metric(), promise.dueAt()), promise.dueAt())));
    }

    private static Stream<Heard> of(Queue<Heard> heard, Set<String> numbers) {
        return heard.stream().filter(each -> numbers.contains(each.number()));
    }

    /** Returns the latencies from due to readable for breaches and for warnings, and from due to fired for both. */
    public List<Figure> figures(Set<String> numbers) {
        var broken = new Latencies();
        readable(broken, numbers, breaches);
        var told = of(breaches, numbers).map(Heard::key).collect(Collectors.toSet());
        broken.failed("due but not emitted", promises(numbers).filter(promise -> !told.contains(promise.key())).count());
        broken.failed("opened without an SLA target", numbers.stream().filter(number -> !hasPromise(number)).count());
        var warned = new Latencies();
        readable(warned, numbers, warnings);
        var fired = new Latencies();
        Stream.concat(of(breaches, numbers), of(warnings, numbers))
                .forEach(each -> fired.took(Duration.between(each.due(), each.fired())));
        return List.of(broken.figure("SlaBreached: due → readable"), warned.figure("SlaWarned: due → readable"),
                fired.figure("both: due → fired by the engine"));
    }

    private boolean hasPromise(String number) {
        var ticket = opened.get(number);
        return ticket != null && ticket.sla() != null;
    }

    private static void readable(Latencies latencies, Set<String> numbers, Queue<Heard> heard) {
        var seen = new HashSet<String>();
        of(heard, numbers).forEach(each -> {
            latencies.took(Duration.between(each.due(), each.at()));
            if (!seen.add(each.key())) latencies.failed("emitted twice");
        });
    }
}
