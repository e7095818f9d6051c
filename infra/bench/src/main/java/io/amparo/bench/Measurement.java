package io.amparo.bench;

import io.amparo.bench.edge.Edges;
import io.amparo.bench.figure.Bar;
import io.amparo.bench.figure.Figure;
import io.amparo.bench.floor.BrokerFloor;
import io.amparo.bench.floor.MailFloor;
import io.amparo.bench.floor.StoreFloor;
import io.amparo.bench.load.OpenLoop;
import io.amparo.bench.load.Schedule;
import io.amparo.bench.outside.AcmePlan;
import io.amparo.bench.outside.Gateway;
import io.amparo.bench.outside.People;
import io.amparo.bench.outside.ProcessorTime;
import io.amparo.bench.outside.Tickets;
import io.amparo.bench.outside.Topics;
import io.amparo.bench.receipt.Receipts;
import io.amparo.local.suite.Addresses;
import io.amparo.local.suite.Home;
import io.amparo.local.suite.ProcessState;
import io.amparo.local.suite.Startup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Runs the measurements against the suite in order, each with its floor measured in the same minute. */
final class Measurement {
    private static final Duration FLOOR = Duration.ofSeconds(4);
    private static final int SOLVED_AT_ONCE = 4;
    private static final double MEGA = 1_000_000;

    private final Addresses addresses;
    private final Home home;
    private final Gateway gateway;
    private final Tickets tickets;
    private final Consumer<String> tell;
    private final List<Figure> figures = new ArrayList<>();

    Measurement(Addresses addresses, Home home, Gateway gateway, Consumer<String> tell) {
        this.addresses = addresses;
        this.home = home;
        this.gateway = gateway;
        this.tickets = new Tickets(gateway);
        this.tell = tell;
    }

    List<Figure> figures() {
        return List.copyOf(figures);
    }

    /**
     * Opens tickets at a constant rate at the gateway and waits for their receipts. The two flags select which of both is
     * reported.
     */
    void opening(Schedule warmUp, Schedule load, boolean tellOpening, boolean tellReceipts) throws Exception {
        tell.accept("Measuring floors: gateway health, store insert, mail");
        var health = OpenLoop.run(new Schedule(load.perSecond(), FLOOR), _ -> gateway.health().must(200)).latencies()
                .figure("GET health at the gateway");
        var insert = StoreFloor.measure(addresses.store());
        var mail = MailFloor.measure(addresses.smtp());
        var receipts = new Receipts();
        try (var _ = new Topics(addresses.brokers(), Receipts.EVENTS, Duration.ZERO,
                (_, _, event, at) -> receipts.hear(event.get(), at))) {
            tell.accept("Warming up: %d tickets, %d/s".formatted(warmUp.arrivals(), warmUp.perSecond()));
            openCalm(warmUp, new Tickets.Opened());
            tell.accept("Opening %d tickets, %d/s".formatted(load.arrivals(), load.perSecond()));
            var opened = new Tickets.Opened();
            var before = ProcessorTime.of(home);
            var loop = openCalm(load, opened);
            var numbers = opened.numbers();
            if (tellOpening) {
                figures.add(loop.latencies().figure("opening a ticket at the gateway")
                        .within(Bar.of("p50", 30), Bar.of("p99", 150)).above(health, insert));
                figures.add(loop.lateness().figure("delay of the load generator, included above"));
            }
            tell.accept("Waiting for the receipts");
            receipts.await(numbers);
            if (tellReceipts) figures.add(receipts.figure(numbers).within(Bar.of("p99", 1000)).above(mail));
            figures.addAll(ProcessorTime.of(home).eachSince(before, load.arrivals()));
        }
    }

    private OpenLoop openCalm(Schedule schedule, Tickets.Opened opened) {
        return OpenLoop.run(schedule, index -> tickets.openCalm(People.CONTACTS.get(index % People.CONTACTS.size()), opened));
    }

    /** Opens P1 incidents on plan demo-seconds and waits until every SLA target is breached. */
    void edges(Schedule load) throws Exception {
        tell.accept("Measuring floor: broker round trip");
        var broker = BrokerFloor.measure(addresses.brokers());
        var edges = new Edges();
        try (var _ = new Topics(addresses.brokers(), Edges.EVENTS, Duration.ZERO,
                (_, _, event, at) -> edges.hear(event.get(), at)); var _ = AcmePlan.ofSeconds(gateway)) {
            tell.accept(
                    "Opening %d P1 incidents of Acme on plan demo-seconds, %d/s".formatted(load.arrivals(), load.perSecond()));
            var opened = new Tickets.Opened();
            var contacts = People.CONTACTS_OF_ACME;
            var loop = OpenLoop.run(load, index -> tickets.openUrgent(contacts.get(index % contacts.size()), opened));
            var numbers = opened.numbers();
            tell.accept("Waiting for their warnings and breaches (one minute)");
            edges.await(numbers);
            var told = edges.figures(numbers);
            figures.add(told.getFirst().within(Bar.of("p99", 500)).above(broker));
            figures.addAll(told.subList(1, told.size()));
            if (loop.latencies().figure("").failed() > 0) figures.add(loop.latencies().figure("opening P1 incidents"));
        }
    }

    /** Resolves the tickets that this run has opened, so that no clock of them keeps running. */
    void tidy() {
        tell.accept("Resolving the opened tickets");
        var solved = tickets.solve(SOLVED_AT_ONCE);
        if (solved.failed() > 0) tell.accept("Not all tickets could be resolved: " + solved.errors());
    }

    /** Reports the memory and start time that {@code ./amparo status} prints. */
    void footprint() {
        var bytes = ProcessState.all(home).stream().mapToLong(ProcessState::residentBytes).sum();
        figures.add(Figure.single("memory of all processes", "MB", bytes / MEGA, Bar.of(Figure.SINGLE, 3000).aiming(2000)));
        Startup.last(home).ifPresent(took -> figures.add(Figure.single("the last start of the suite", "s",
                took.toMillis() / 1000.0, Bar.of(Figure.SINGLE, 60).aiming(30))));
    }
}
