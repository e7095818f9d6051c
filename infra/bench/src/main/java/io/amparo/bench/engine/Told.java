package io.amparo.bench.engine;

import io.amparo.bench.figure.Latencies;
import io.amparo.bench.outside.Patience;
import io.amparo.events.DomainEvent;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaRedated;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * What the engine has told, each edge of each clock by its name: what was told twice, too early, or of another instant than was promised.
 */
final class Told {
    /** Told at one time by the engine, readable at another. */
    private record Breach(Instant due, Instant fired, Instant at) {}

    static final Set<Class<? extends DomainEvent>> EVENTS = Set.of(SlaAssigned.class, SlaRedated.class, SlaBreached.class);
    private static final Duration SILENCE = Duration.ofSeconds(20);

    private final Set<String> assigned = new HashSet<>(), redated = new HashSet<>();
    private final Map<String, Breach> breaches = new HashMap<>();
    private long twice;
    private Instant last = Instant.EPOCH;

    /** @param at when it could be read */
    synchronized void hear(DomainEvent event, Instant at) {
        last = at;
        boolean isNew = switch (event) {
            case SlaAssigned it -> assigned.add(it.ticketId());
            case SlaRedated it -> redated.add(it.ticketId() + "/" + it.metric() + "/" + it.redatedAt());
            case SlaBreached it ->
                breaches.putIfAbsent(clock(it.ticketId(), it.metric()), new Breach(it.dueAt(), it.firedAt(), at)) == null;
            default -> true;
        };
        if (!isNew) twice++;
    }

    static String clock(String ticketId, String metric) {
        return ticketId + "/" + metric;
    }

    synchronized int assigned() {
        return assigned.size();
    }

    synchronized int redated() {
        return redated.size();
    }

    synchronized int breached() {
        return breaches.size();
    }

    synchronized long twice() {
        return twice;
    }

    /** Returns when it is so, or when nothing was told for long. */
    void await(Instant since, BooleanSupplier so) {
        while (!so.getAsBoolean()
                && last().plus(SILENCE).isAfter(Instant.now()) | since.plus(SILENCE).isAfter(Instant.now()))
            Patience.until(Instant.now().plusSeconds(1), so);
    }

    /** When the last of all could be read. */
    synchronized Instant last() {
        return last;
    }

    /** From due to readable, of clocks with the instant at which each was promised; those not told, or told wrongly, are errors. */
    synchronized Latencies readable(Map<String, Instant> promised) {
        var latencies = new Latencies();
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
        promised.forEach((clock, due) -> {
            var breach = breaches.get(clock);
            if (breach != null) latencies.took(Duration.between(due, breach.fired));
        });
        return latencies;
    }
}
