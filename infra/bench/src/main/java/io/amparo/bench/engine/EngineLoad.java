package io.amparo.bench.engine;

import io.amparo.bench.engine.BenchEvents.DueProfile;
import io.amparo.bench.floor.TransactionFloor;
import io.amparo.bench.load.Schedule;
import io.amparo.bench.result.AcceptanceLimit;
import io.amparo.bench.result.MeasuredValue;
import io.amparo.clients.EventConsumer;
import io.amparo.clients.Polling;
import io.amparo.events.EventCodec;
import io.amparo.local.suite.SuiteException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Load test of the SLA engine with an increasing number of running clocks, on a separate broker and store in a temporary folder.
 */
public final class EngineLoad implements AutoCloseable {
    /** Running clocks: for the baseline, and for the acceptance limits. */
    private static final int BASELINE_CLOCKS = 10_000, MEASURED_CLOCKS = 100_000;
    private static final int CLOCKS_PER_TICKET = 2;
    private static final Schedule SHORT_SCHEDULE = new Schedule(500, Duration.ofSeconds(10));
    private static final Schedule LONG_SCHEDULE = new Schedule(500, Duration.ofSeconds(20));
    private static final Duration SETUP_MARGIN = Duration.ofSeconds(8);
    /**
     * Maximum ratio of the timer run to its baseline. A higher ratio means that the cost of a timer run depends on the waiting
     * clocks and not on the due ones.
     */
    private static final int MAX_TIMER_RATIO = 2;
    private static final double BYTES_PER_MEGABYTE = 1_000_000, MILLIS_PER_SECOND = 1000;

    private final BenchEnvironment environment;
    private final Consumer<String> progress;
    private final EmittedEvents emitted = new EmittedEvents();
    private final List<MeasuredValue> measuredValues = new ArrayList<>();
    private EngineProcess engine;
    private int tickets;
    private double ticketsPerSecond = 400;

    private EngineLoad(Path repository, Consumer<String> progress) throws IOException {
        this.progress = progress;
        environment = new BenchEnvironment(repository, progress, BenchEnvironment.C1_ONLY, "broker", "store");
    }

    /** @param clocks maximum number of clocks that run at the same time */
    public static List<MeasuredValue> measure(Path repository, int clocks, Consumer<String> progress) throws Exception {
        try (var load = new EngineLoad(repository, progress)) {
            load.measure(clocks);
            return load.measuredValues;
        }
    }

    private void measure(int clocks) throws ExecutionException, InterruptedException {
        var brokers = environment.addresses().brokers();
        var paced = TransactionFloor.paced(brokers, SHORT_SCHEDULE);
        var bulk = TransactionFloor.bulk(brokers, MEASURED_CLOCKS);
        start();
        engine.awaitRunning();
        try (var _ = new EventConsumer(Map.of("bootstrap.servers", brokers), EventCodec.readOnly(), EmittedEvents.EVENTS,
                emitted::accept); var producer = new EventProducer(brokers)) {
            BenchEvents.masterData().forEach(producer::send);
            open(producer, 1, DueProfile.NONE_DUE, _ -> Instant.now());
            var emptyHeap = MeasuredValue.single("without clocks", "MB", engine.usedHeapBytes() / BYTES_PER_MEGABYTE);
            measureDueClocks(producer, BASELINE_CLOCKS, SHORT_SCHEDULE);
            var baseline = measureDueClocks(producer, BASELINE_CLOCKS, SHORT_SCHEDULE).timerRun;
            var measured = measureDueClocks(producer, MEASURED_CLOCKS, LONG_SCHEDULE);
            report(measured.readable.withLimits(AcceptanceLimit.of("p99", 250)).comparedTo(paced));
            report(measured.fired);
            reportTimerAndHeap(measured.timerRun, baseline, emptyHeap);
            measureReschedule(producer, bulk);
            measureOverdue(producer, bulk);
            if (clocks > MEASURED_CLOCKS) {
                var maximum = measureDueClocks(producer, clocks, SHORT_SCHEDULE);
                report(maximum.readable.comparedTo(paced));
                reportTimerAndHeap(maximum.timerRun, baseline, emptyHeap);
            }
        }
    }

    /** Prints a measured value at once, because the table follows minutes later. */
    private void report(MeasuredValue value) {
        measuredValues.add(value);
        progress.accept("%s: %s %s".formatted(value.name(), value.values(), value.unit()));
    }

    private void reportTimerAndHeap(MeasuredValue timerRun, MeasuredValue baselineTimerRun, MeasuredValue emptyHeap) {
        report(timerRun.withLimits(
                AcceptanceLimit.of(MeasuredValue.SINGLE, MAX_TIMER_RATIO * baselineTimerRun.values().get(MeasuredValue.SINGLE)))
                .comparedTo(baselineTimerRun));
        report(MeasuredValue
                .single("heap of the engine after a full collection", "MB", engine.usedHeapBytes() / BYTES_PER_MEGABYTE,
                        AcceptanceLimit.of(MeasuredValue.SINGLE, EngineProcess.HEAP_MEGABYTES))
                .comparedTo(emptyHeap));
    }

    private void start() {
        engine = environment.startEngine(EngineProcess.ENGINE_ONLY);
    }

    private record DueMeasurement(MeasuredValue readable, MeasuredValue fired, MeasuredValue timerRun) {}

    /** Measures first responses that fall due one after the other while the given number of clocks runs. */
    private DueMeasurement measureDueClocks(EventProducer producer, int wanted, Schedule schedule) {
        ensureClocks(producer, wanted - CLOCKS_PER_TICKET * schedule.arrivals());
        var begin = readyAt(schedule.arrivals());
        var dueByClock = open(producer, schedule.arrivals(), DueProfile.FIRST_RESPONSE_DUE,
                index -> begin.plus(schedule.offset(index)));
        requireInFuture(begin);
        int clocks = runningClocks();
        progress.accept(
                "%,d clocks run; %d/s fall due for %d s".formatted(clocks, schedule.perSecond(), schedule.during().toSeconds()));
        Polling.until(begin);
        var before = engine.timerRuns();
        int expectedBreaches = emitted.breached() + schedule.arrivals();
        emitted.await(begin.plus(schedule.during()), () -> emitted.breached() >= expectedBreaches);
        var timerRuns = engine.timerRuns().since(before);
        return new DueMeasurement(
                emitted.readableLatencies(dueByClock)
                        .toMeasuredValue("SlaBreached: due → readable, %,d clocks".formatted(clocks)),
                emitted.fireLatencies(dueByClock).toMeasuredValue("SlaBreached: due → fired by the engine, included above"),
                MeasuredValue.single("a timer run, %,d clocks".formatted(clocks), "µs", timerRuns.meanMicros()));
    }

    private void ensureClocks(EventProducer producer, int clocks) {
        int missing = (clocks - runningClocks()) / CLOCKS_PER_TICKET;
        if (missing <= 0) return;
        progress.accept("Opening %,d tickets".formatted(missing));
        open(producer, missing, DueProfile.NONE_DUE, _ -> Instant.now());
    }

    private int runningClocks() {
        return CLOCKS_PER_TICKET * tickets - emitted.breached();
    }

    /**
     * Opens tickets and returns the due instant of each clock that falls due during the measurement. Returns when all tickets
     * have clocks.
     */
    private Map<String, Instant> open(EventProducer producer, int count, DueProfile profile, IntFunction<Instant> due) {
        var begin = Instant.now();
        var dueByClock = new HashMap<String, Instant>();
        for (int index = 0; index < count; index++) {
            var at = due.apply(index).truncatedTo(ChronoUnit.MILLIS);
            if (profile != DueProfile.NONE_DUE)
                dueByClock.put(EmittedEvents.clockKey(BenchEvents.ticketId(tickets), "FIRST_RESPONSE"), at);
            if (profile == DueProfile.BOTH_DUE)
                dueByClock.put(EmittedEvents.clockKey(BenchEvents.ticketId(tickets), "RESOLUTION"), at);
            producer.send(BenchEvents.ticketOpened(tickets++, profile, at.minus(BenchEvents.SHORT_BUDGET)));
        }
        producer.flush();
        emitted.await(begin, () -> emitted.assigned() >= tickets);
        if (emitted.assigned() != tickets)
            throw new SuiteException("%,d tickets were opened, %,d have clocks".formatted(tickets, emitted.assigned()));
        if (count > 1_000) ticketsPerSecond = count / (Duration.between(begin, Instant.now()).toMillis() / MILLIS_PER_SECOND);
        return dueByClock;
    }

    /** Returns an instant at which the given number of tickets is open, with a margin. */
    private Instant readyAt(int opened) {
        return Instant.now().plus(SETUP_MARGIN).plusMillis((long) (2 * MILLIS_PER_SECOND * opened / ticketsPerSecond));
    }

    private static void requireInFuture(Instant begin) {
        if (Instant.now().isAfter(begin))
            throw new SuiteException("The tickets were not opened in time because the machine is too busy");
    }

    private void measureReschedule(EventProducer producer, MeasuredValue floor) {
        ensureClocks(producer, MEASURED_CLOCKS);
        progress.accept("Rescheduling %,d clocks".formatted(runningClocks()));
        var begin = Instant.now();
        for (int ticket = 0; ticket < tickets; ticket++) producer.send(BenchEvents.rescheduleRequested(ticket, begin));
        producer.flush();
        int wanted = runningClocks();
        emitted.await(begin, () -> emitted.rescheduled() >= wanted);
        var errors = new TreeMap<String, Long>();
        if (emitted.rescheduled() != wanted) errors.put("not rescheduled", (long) wanted - emitted.rescheduled());
        report(durationValue("a new calendar version: first request → all SlaRescheduled readable", wanted, errors,
                Duration.between(begin, emitted.lastReadableAt())).withLimits(AcceptanceLimit.of(MeasuredValue.SINGLE, 30))
                .comparedTo(floor));
    }

    private void measureOverdue(EventProducer producer, MeasuredValue floor) {
        var due = readyAt(MEASURED_CLOCKS / CLOCKS_PER_TICKET);
        var dueByClock = open(producer, MEASURED_CLOCKS / CLOCKS_PER_TICKET, DueProfile.BOTH_DUE,
                index -> due.plusMillis(index % 1_000));
        engine.close();
        requireInFuture(due);
        progress.accept("The engine is stopped until %,d clocks are overdue".formatted(dueByClock.size()));
        Polling.until(due.plusSeconds(1));
        int expectedBreaches = emitted.breached() + dueByClock.size();
        start();
        var runningSince = engine.awaitRunning();
        emitted.await(runningSince, () -> emitted.breached() >= expectedBreaches);
        var errors = emitted.readableLatencies(dueByClock).toMeasuredValue("").errors();
        report(durationValue("overdue after downtime: engine runs → all readable", dueByClock.size(), errors,
                Duration.between(runningSince, emitted.lastReadableAt())).withLimits(AcceptanceLimit.of(MeasuredValue.SINGLE, 10))
                .comparedTo(floor));
        report(durationValue("the same from the start of its process", dueByClock.size(), errors,
                Duration.between(engine.startedAt(), emitted.lastReadableAt())));
    }

    static MeasuredValue durationValue(String name, int count, Map<String, Long> errors, Duration took) {
        return new MeasuredValue(name, "s", count, new TreeMap<>(errors),
                new TreeMap<>(Map.of(MeasuredValue.SINGLE, took.toMillis() / MILLIS_PER_SECOND)), List.of(), List.of());
    }

    @Override
    public void close() {
        environment.close();
    }
}
