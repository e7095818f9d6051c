package io.amparo.sla.engine;

import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.platform.Adapter;
import io.amparo.sla.clock.Edge;
import io.amparo.sla.plan.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.processor.TaskId;

/**
 * The meters of the engine on one instance. Each series exists from the start; a value that is not in a list is counted as OTHER,
 * so that no event can add series.
 */
@Adapter
final class EngineMeters {
    private static final String OTHER = "OTHER";
    private static final List<String> PRIORITIES = List.of("P1", "P2", "P3", "P4", OTHER);
    private static final List<String> EDITIONS = List.of("PRO", "PREMIUM", OTHER);

    private record Breach(String priority, String metric, String edition) {}

    private final Timer timerRuns, fireDelay;
    private final Counter commits;
    private final AtomicLong openClocks = new AtomicLong();
    private final Map<Edge.Type, Counter> emittedEvents = new EnumMap<>(Edge.Type.class);
    private final Map<Breach, Counter> breaches = new HashMap<>();
    private final Map<TaskId, Instant> nextRuns = new ConcurrentHashMap<>();

    EngineMeters(MeterRegistry registry, Clock clock) {
        timerRuns = Timer.builder("amparo.sla.timer.run").description("Duration of a run of the engine's timers")
                .register(registry);
        fireDelay = Timer.builder("amparo.sla.fire.delay").description("Time from the due instant of an edge until it is emitted")
                .serviceLevelObjectives(Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(1),
                        Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(5))
                .register(registry);
        commits = Counter.builder("amparo.sla.commits").description("Commits that the engine has requested").register(registry);
        Gauge.builder("amparo.sla.clocks.open", openClocks, AtomicLong::get).description("Tickets with a future edge")
                .register(registry);
        Gauge.builder("amparo.sla.engine.tasks", nextRuns, Map::size).description("Partitions whose timers this instance runs")
                .register(registry);
        Gauge.builder("amparo.sla.engine.overdue", () -> overdue(clock.instant()).toMillis() / 1000.0).baseUnit("seconds")
                .description("How long the next run of the engine's timers is overdue; they run at least every 10 s")
                .register(registry);
        for (var type : Edge.Type.values())
            emittedEvents.put(type, Counter.builder("amparo.sla.events.emitted").description("SLA events by type")
                    .tag("type", type.name()).register(registry));
        for (var priority : PRIORITIES)
            for (var metric : Metric.values())
                for (var edition : EDITIONS) registerBreach(registry, new Breach(priority, metric.name(), edition));
    }

    private void registerBreach(MeterRegistry registry, Breach breach) {
        breaches.put(breach,
                Counter.builder("amparo.sla.breaches").description("SLA breaches by priority, metric and edition of the customer")
                        .tag("priority", breach.priority()).tag("metric", breach.metric()).tag("edition", breach.edition())
                        .register(registry));
    }

    Counter commits() {
        return commits;
    }

    AtomicLong openClocks() {
        return openClocks;
    }

    void recordTimerRun(Runnable run) {
        timerRuns.record(run);
    }

    void recordFired(Duration delay) {
        fireDelay.record(delay);
    }

    /** @param edition edition of the ticket's customer; empty if it is unknown */
    void countEmitted(OutgoingSlaEvent event, String edition) {
        emittedEvents.get(event.type()).increment();
        if (event.event() instanceof SlaBreached breach)
            breaches.get(new Breach(listed(PRIORITIES, breach.priority()), breach.metric(), listed(EDITIONS, edition)))
                    .increment();
    }

    private static String listed(List<String> values, String value) {
        return values.contains(value) ? value : OTHER;
    }

    /** Records when the timers of a task run next. A run that is held or that never comes leaves the instant, which falls due. */
    void nextRun(TaskId task, Instant at) {
        nextRuns.put(task, at);
    }

    void closed(TaskId task) {
        nextRuns.remove(task);
    }

    private Duration overdue(Instant now) {
        return nextRuns.values().stream().map(at -> Duration.between(at, now)).filter(Duration::isPositive)
                .max(Duration::compareTo).orElse(Duration.ZERO);
    }
}
