package io.amparo.bench.engine;

import io.amparo.bench.figure.Latencies;
import io.amparo.bench.outside.Patience;
import io.amparo.events.DomainEvent;
import io.amparo.events.EventCodec;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaRedated;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Collects the events that the SLA engine has emitted, by clock. Detects events that were emitted twice, too early, or with
 * another due instant than expected.
 */
final class Told {
    /** A breach with its due instant, the instant at which the engine fired it, and the instant at which it was readable. */
    private record Breach(Instant due, Instant fired, Instant at) {}

    /**
     * A received event that is not decoded yet: decoding during the measurement would take a tenth of the processor time from the
     * engine.
     */
    private record Unread(Supplier<DomainEvent> event, Instant at) {}

    static final Set<Class<? extends DomainEvent>> EVENTS = Set.of(SlaAssigned.class, SlaRedated.class, SlaBreached.class);
    private static final Duration SILENCE = Duration.ofSeconds(20);

    private final Map<String, Set<String>> told = new HashMap<>();
    private final List<Unread> unread = new ArrayList<>();
    private final Set<String> assigned = new HashSet<>(), redated = new HashSet<>();
    private final Map<String, Breach> breaches = new HashMap<>();
    private long twice;
    private Instant last = Instant.EPOCH;

    /** @param at when the event could be read */
    synchronized void hear(String type, String id, Supplier<DomainEvent> event, Instant at) {
        last = at;
        if (told.computeIfAbsent(type, _ -> new HashSet<>()).add(id))
            unread.add(new Unread(event, at));
        else
            twice++;
    }

    /** Decodes the pending events. Counts duplicates by content, because the same event can have two ids. */
    private void read() {
        for (var each : unread) {
            boolean isNew = switch (each.event.get()) {
                case SlaAssigned it -> assigned.add(it.ticketId());
                case SlaRedated it -> redated.add(clock(it.ticketId(), it.metric()) + "/" + it.redatedAt());
                case SlaBreached it -> breaches.putIfAbsent(clock(it.ticketId(), it.metric()),
                        new Breach(it.dueAt(), it.firedAt(), each.at)) == null;
                default -> true;
            };
            if (!isNew) twice++;
        }
        unread.clear();
    }

    static String clock(String ticketId, String metric) {
        return ticketId + "/" + metric;
    }

    synchronized int assigned() {
        return told(SlaAssigned.class);
    }

    synchronized int redated() {
        return told(SlaRedated.class);
    }

    synchronized int breached() {
        return told(SlaBreached.class);
    }

    private int told(Class<? extends DomainEvent> event) {
        return told.getOrDefault(EventCodec.typeOf(event), Set.of()).size();
    }

    synchronized long twice() {
        read();
        return twice;
    }

    /** Returns when the condition holds, or when no event was received for 20 s. */
    void await(Instant since, BooleanSupplier so) {
        while (!so.getAsBoolean() && last().plus(SILENCE).isAfter(Instant.now()) | since.plus(SILENCE).isAfter(Instant.now()))
            Patience.until(Instant.now().plusSeconds(1), so);
    }

    /** Returns when the last event could be read. */
    synchronized Instant last() {
        return last;
    }

    /**
     * Returns the latencies from due to readable for the given clocks and their due instants. Missing and wrong events are
     * errors.
     */
    synchronized Latencies readable(Map<String, Instant> promised) {
        var latencies = new Latencies();
        read();
        promised.forEach((clock, due) -> {
            var breach = breaches.get(clock);
            if (breach == null) {
                latencies.failed("due but not emitted");
                return;
            }
            if (!breach.due.equals(due)) latencies.failed("emitted with another due instant");
            if (breach.fired.isBefore(due) || breach.at.isBefore(due)) latencies.failed("emitted too early");
            latencies.took(Duration.between(due, breach.at));
        });
        latencies.failed("emitted twice", twice);
        return latencies;
    }

    /** Returns the latencies from due to fired by the engine. */
    synchronized Latencies fired(Map<String, Instant> promised) {
        var latencies = new Latencies();
        read();
        promised.forEach((clock, due) -> {
            var breach = breaches.get(clock);
            if (breach != null) latencies.took(Duration.between(due, breach.fired));
        });
        return latencies;
    }
}
