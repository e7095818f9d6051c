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
 * What the engine has told, each edge of each clock by its name: what was told twice, too early, or of another instant than was
 * promised.
 */
final class Told {
    /** Told at one time by the engine, readable at another. */
    private record Breach(Instant due, Instant fired, Instant at) {}

    /** As it came: to read so many while they are told would take a tenth of the processors from who tells them. */
    private record Unread(Supplier<DomainEvent> event, Instant at) {}

    static final Set<Class<? extends DomainEvent>> EVENTS = Set.of(SlaAssigned.class, SlaRedated.class, SlaBreached.class);
    private static final Duration SILENCE = Duration.ofSeconds(20);

    private final Map<String, Set<String>> told = new HashMap<>();
    private final List<Unread> unread = new ArrayList<>();
    private final Set<String> assigned = new HashSet<>(), redated = new HashSet<>();
    private final Map<String, Breach> breaches = new HashMap<>();
    private long twice;
    private Instant last = Instant.EPOCH;

    /** @param at when it could be read */
    synchronized void hear(String type, String id, Supplier<DomainEvent> event, Instant at) {
        last = at;
        if (told.computeIfAbsent(type, _ -> new HashSet<>()).add(id))
            unread.add(new Unread(event, at));
        else
            twice++;
    }

    /** What is the same may have come under two ids. */
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

    /** Returns when it is so, or when nothing was told for long. */
    void await(Instant since, BooleanSupplier so) {
        while (!so.getAsBoolean() && last().plus(SILENCE).isAfter(Instant.now()) | since.plus(SILENCE).isAfter(Instant.now()))
            Patience.until(Instant.now().plusSeconds(1), so);
    }

    /** When the last of all could be read. */
    synchronized Instant last() {
        return last;
    }

    /**
     * From due to readable, of clocks with the instant at which each was promised; those not told, or told wrongly, are errors.
     */
    synchronized Latencies readable(Map<String, Instant> promised) {
        var latencies = new Latencies();
        read();
        promised.forEach((clock, due) -> {
            var breach = breaches.get(clock);
            if (breach == null) {
                latencies.failed("due and not told");
                return;
            }
            if (!breach.due.equals(due)) latencies.failed("told of another instant");
            if (breach.fired.isBefore(due) || breach.at.isBefore(due)) latencies.failed("told too early");
            latencies.took(Duration.between(due, breach.at));
        });
        latencies.failed("told twice", twice);
        return latencies;
    }

    /** Of it, until the engine told it. */
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
