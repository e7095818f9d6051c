package io.amparo.bench.engine;

import io.amparo.bench.engine.Contract.Kind;
import io.amparo.bench.figure.Bar;
import io.amparo.bench.figure.Figure;
import io.amparo.bench.floor.TransactionFloor;
import io.amparo.bench.load.Schedule;
import io.amparo.bench.outside.Patience;
import io.amparo.bench.outside.Topics;
import io.amparo.local.suite.SuiteFailure;
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
    private static final int FEW = 10_000, MANY = 100_000;
    private static final int CLOCKS_EACH = 2;
    private static final Schedule SHORT = new Schedule(500, Duration.ofSeconds(10));
    private static final Schedule LONG = new Schedule(500, Duration.ofSeconds(20));
    private static final Duration CALM = Duration.ofSeconds(8);
    /**
     * Maximum ratio of the timer run to its baseline. A higher ratio means that the cost of a timer run depends on the waiting
     * clocks and not on the due ones.
     */
    private static final int GROWTH = 2;
    private static final double MEGA = 1_000_000, MILLIS = 1000;

    private final Stand stand;
    private final Consumer<String> tell;
    private final Told told = new Told();
    private final List<Figure> figures = new ArrayList<>();
    private EngineProcess engine;
    private int tickets;
    private double openedEachSecond = 400;

    private EngineLoad(Path repository, Consumer<String> tell) throws IOException {
        this.tell = tell;
        stand = new Stand(repository, tell, Stand.FIRST_COMPILER, "broker", "store");
    }

    /** @param clocks maximum number of clocks that run at the same time */
    public static List<Figure> measure(Path repository, int clocks, Consumer<String> tell) throws Exception {
        try (var load = new EngineLoad(repository, tell)) {
            load.measure(clocks);
            return load.figures;
        }
    }

    private void measure(int clocks) throws ExecutionException, InterruptedException {
        var brokers = stand.addresses().brokers();
        var paced = TransactionFloor.paced(brokers, SHORT);
        var bulk = TransactionFloor.bulk(brokers, MANY);
        start();
        engine.running();
        try (var _ = new Topics(brokers, Told.EVENTS, Duration.ZERO, told::hear); var feed = new Feed(brokers)) {
            Contract.terms().forEach(feed::say);
            open(feed, 1, Kind.CALM, _ -> Instant.now());
            var empty = Figure.single("without clocks", "MB", engine.heap() / MEGA);
            falling(feed, FEW, SHORT);
            var few = falling(feed, FEW, SHORT).tick;
            var many = falling(feed, MANY, LONG);
            known(many.readable.within(Bar.of("p99", 250)).above(paced));
            known(many.fired);
            afterwards(many.tick, few, empty);
            redate(feed, bulk);
            overdue(feed, bulk);
            if (clocks > MANY) {
                var most = falling(feed, clocks, SHORT);
                known(most.readable.above(paced));
                afterwards(most.tick, few, empty);
            }
        }
    }

    /** Prints a measured value at once, because the table follows minutes later. */
    private void known(Figure figure) {
        figures.add(figure);
        tell.accept("%s: %s %s".formatted(figure.name(), figure.values(), figure.unit()));
    }

    private void afterwards(Figure tick, Figure fewTick, Figure emptyHeap) {
        known(tick.within(Bar.of(Figure.SINGLE, GROWTH * fewTick.values().get(Figure.SINGLE))).above(fewTick));
        known(Figure.single("heap of the engine after a full collection", "MB", engine.heap() / MEGA,
                Bar.of(Figure.SINGLE, EngineProcess.HEAP)).above(emptyHeap));
    }

    private void start() {
        engine = stand.start(EngineProcess.ENGINE_ALONE);
    }

    private record Fallen(Figure readable, Figure fired, Figure tick) {}

    /** Measures first responses that fall due one after the other while the given number of clocks runs. */
    private Fallen falling(Feed feed, int wanted, Schedule schedule) {
        grow(feed, wanted - CLOCKS_EACH * schedule.arrivals());
        var begin = after(schedule.arrivals());
        var promised = open(feed, schedule.arrivals(), Kind.ANSWERED_LATE, index -> begin.plus(schedule.offset(index)));
        inTime(begin);
        int clocks = running();
        tell.accept(
                "%,d clocks run; %d/s fall due for %d s".formatted(clocks, schedule.perSecond(), schedule.during().toSeconds()));
        Patience.until(begin, () -> false);
        var before = engine.ticks();
        int fallen = told.breached() + schedule.arrivals();
        told.await(begin.plus(schedule.during()), () -> told.breached() >= fallen);
        var ticks = engine.ticks().since(before);
        return new Fallen(told.readable(promised).figure("SlaBreached: due → readable, %,d clocks".formatted(clocks)),
                told.fired(promised).figure("SlaBreached: due → fired by the engine, included above"),
                Figure.single("a timer run, %,d clocks".formatted(clocks), "µs", ticks.micros()));
    }

    private void grow(Feed feed, int clocks) {
        int missing = (clocks - running()) / CLOCKS_EACH;
        if (missing <= 0) return;
        tell.accept("Opening %,d tickets".formatted(missing));
        open(feed, missing, Kind.CALM, _ -> Instant.now());
    }

    private int running() {
        return CLOCKS_EACH * tickets - told.breached();
    }

    /**
     * Opens tickets and returns the due instant of each clock that falls due during the measurement. Returns when all tickets
     * have clocks.
     */
    private Map<String, Instant> open(Feed feed, int count, Kind kind, IntFunction<Instant> due) {
        var begin = Instant.now();
        var promised = new HashMap<String, Instant>();
        for (int index = 0; index < count; index++) {
            var at = due.apply(index).truncatedTo(ChronoUnit.MILLIS);
            if (kind != Kind.CALM) promised.put(Told.clock(Contract.id(tickets), "FIRST_RESPONSE"), at);
            if (kind == Kind.LATE) promised.put(Told.clock(Contract.id(tickets), "RESOLUTION"), at);
            feed.say(Contract.opened(tickets++, kind, at.minus(Contract.SOON)));
        }
        feed.flush();
        told.await(begin, () -> told.assigned() >= tickets);
        if (told.assigned() != tickets)
            throw new SuiteFailure("%,d tickets were opened, %,d have clocks".formatted(tickets, told.assigned()));
        if (count > 1_000) openedEachSecond = count / (Duration.between(begin, Instant.now()).toMillis() / MILLIS);
        return promised;
    }

    /** Returns an instant at which the given number of tickets is open, with a margin. */
    private Instant after(int opened) {
        return Instant.now().plus(CALM).plusMillis((long) (2 * MILLIS * opened / openedEachSecond));
    }

    private static void inTime(Instant begin) {
        if (Instant.now().isAfter(begin))
            throw new SuiteFailure("The tickets were not opened in time because the machine is too busy");
    }

    private void redate(Feed feed, Figure floor) {
        grow(feed, MANY);
        tell.accept("Rescheduling %,d clocks".formatted(running()));
        var begin = Instant.now();
        for (int ticket = 0; ticket < tickets; ticket++) feed.say(Contract.redated(ticket, begin));
        feed.flush();
        int wanted = running();
        told.await(begin, () -> told.redated() >= wanted);
        var errors = new TreeMap<String, Long>();
        if (told.redated() != wanted) errors.put("not rescheduled", (long) wanted - told.redated());
        known(seconds("a new calendar version: first request → all SlaRescheduled readable", wanted, errors,
                Duration.between(begin, told.last())).within(Bar.of(Figure.SINGLE, 30)).above(floor));
    }

    private void overdue(Feed feed, Figure floor) {
        var due = after(MANY / CLOCKS_EACH);
        var promised = open(feed, MANY / CLOCKS_EACH, Kind.LATE, index -> due.plusMillis(index % 1_000));
        engine.close();
        inTime(due);
        tell.accept("The engine is stopped until %,d clocks are overdue".formatted(promised.size()));
        Patience.until(due.plusSeconds(1), () -> false);
        int fallen = told.breached() + promised.size();
        start();
        var running = engine.running();
        told.await(running, () -> told.breached() >= fallen);
        var errors = told.readable(promised).figure("").errors();
        known(seconds("overdue after downtime: engine runs → all readable", promised.size(), errors,
                Duration.between(running, told.last())).within(Bar.of(Figure.SINGLE, 10)).above(floor));
        known(seconds("the same from the start of its process", promised.size(), errors,
                Duration.between(engine.started(), told.last())));
    }

    static Figure seconds(String name, int count, Map<String, Long> errors, Duration took) {
        return new Figure(name, "s", count, new TreeMap<>(errors), new TreeMap<>(Map.of(Figure.SINGLE, took.toMillis() / MILLIS)),
                List.of(), List.of());
    }

    @Override
    public void close() {
        stand.close();
    }
}
