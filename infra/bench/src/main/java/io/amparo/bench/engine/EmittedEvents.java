package io.amparo.bench.engine;

import io.amparo.bench.result.Latencies;
import io.amparo.clients.Polling;
import io.amparo.events.DomainEvent;
import io.amparo.events.Event;
import io.amparo.events.EventCodec;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaRescheduled;
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
final class EmittedEvents {
    /** A breach with its due instant, the instant at which the engine fired it, and the instant at which it was readable. */
    private record Breach(Instant due, Instant fired, Instant at) {}

    /**
     * A received event that is not decoded yet: decoding during the measurement would take a tenth of the processor time from the
     * engine.
     */
    private record ReceivedEvent(Supplier<Event> event, Instant at) {}

    static final Set<Class<? extends DomainEvent>> EVENTS = Set.of(SlaAssigned.class, SlaRescheduled.class, SlaBreached.class);
    private static final Duration QUIET_PERIOD = Duration.ofSeconds(20);

    private final Map<String, Set<String>> idsByType = new HashMap<>();
    private final List<ReceivedEvent> pending = new ArrayList<>();
    private final Set<String> assigned = new HashSet<>(), rescheduled = new HashSet<>();
    private final Map<String, Breach> breaches = new HashMap<>();
    private long duplicates;
    private Instant lastReadableAt = Instant.EPOCH;

    /** @param at when the event could be read */
    synchronized void accept(String type, String id, Supplier<Event> event, Instant at) {
        lastReadableAt = at;
        if (idsByType.computeIfAbsent(type, _ -> new HashSet<>()).add(id))
            pending.add(new ReceivedEvent(event, at));
        else
            duplicates++;
    }

    /** Decodes the pending events. Counts duplicates by content, because the same event can have two ids. */
    private void decodePending() {
        for (var each : pending) {
            boolean isNew = switch (each.event.get().data()) {
                case SlaAssigned event -> assigned.add(event.ticketId());
                case SlaRescheduled event ->
                    rescheduled.add(clockKey(event.ticketId(), event.metric()) + "/" + event.rescheduledAt());
                case SlaBreached event ->
                    addBreach(clockKey(event.ticketId(), event.metric()), new Breach(event.dueAt(), event.firedAt(), each.at));
                default -> true;
            };
            if (!isNew) duplicates++;
        }
        pending.clear();
    }

    /** A breach at another due instant is the next generation, which replaces the one before. */
    private boolean addBreach(String clock, Breach breach) {
        var known = breaches.get(clock);
        if (known != null && known.due.equals(breach.due)) return false;
        breaches.put(clock, breach);
        return true;
    }

    static String clockKey(String ticketId, String metric) {
        return ticketId + "/" + metric;
    }

    synchronized int assigned() {
        return count(SlaAssigned.class);
    }

    synchronized int rescheduled() {
        return count(SlaRescheduled.class);
    }

    synchronized int breached() {
        return count(SlaBreached.class);
    }

    private int count(Class<? extends DomainEvent> type) {
        return idsByType.getOrDefault(EventCodec.typeOf(type), Set.of()).size();
    }

    synchronized long duplicates() {
        decodePending();
        return duplicates;
    }

    /** Returns when the condition holds, or when no event was received for 20 s. */
    void await(Instant since, BooleanSupplier condition) {
        while (!condition.getAsBoolean()
                && lastReadableAt().plus(QUIET_PERIOD).isAfter(Instant.now()) | since.plus(QUIET_PERIOD).isAfter(Instant.now()))
            Polling.until(Instant.now().plusSeconds(1), condition);
    }

    /** Returns when the last event could be read. */
    synchronized Instant lastReadableAt() {
        return lastReadableAt;
    }

    /**
     * Returns the latencies from due to readable for the given clocks and their due instants. Missing and wrong events are
     * errors.
     */
    synchronized Latencies readableLatencies(Map<String, Instant> dueByClock) {
        var latencies = new Latencies();
        decodePending();
        dueByClock.forEach((clock, due) -> {
            var breach = breaches.get(clock);
            if (breach == null) {
                latencies.addError("due but not emitted");
                return;
            }
            if (!breach.due.equals(due)) latencies.addError("emitted with another due instant");
            if (breach.fired.isBefore(due) || breach.at.isBefore(due)) latencies.addError("emitted too early");
            latencies.add(Duration.between(due, breach.at));
        });
        latencies.addError("emitted twice", duplicates);
        return latencies;
    }

    /** Returns the latencies from due to fired by the engine. */
    synchronized Latencies fireLatencies(Map<String, Instant> dueByClock) {
        var latencies = new Latencies();
        decodePending();
        dueByClock.forEach((clock, due) -> {
            var breach = breaches.get(clock);
            if (breach != null) latencies.add(Duration.between(due, breach.fired));
        });
        return latencies;
    }
}
