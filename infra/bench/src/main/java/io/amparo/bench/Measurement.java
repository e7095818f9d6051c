package io.amparo.bench;

import io.amparo.bench.cost.CostMeasurement;
import io.amparo.bench.edge.ReceivedEdges;
import io.amparo.bench.floor.BrokerFloor;
import io.amparo.bench.floor.MailFloor;
import io.amparo.bench.floor.StoreFloor;
import io.amparo.bench.load.OpenLoop;
import io.amparo.bench.load.Schedule;
import io.amparo.bench.receipt.Receipts;
import io.amparo.bench.result.AcceptanceLimit;
import io.amparo.bench.result.MeasuredValue;
import io.amparo.bench.suite.CustomerLoad;
import io.amparo.bench.suite.ProcessorTime;
import io.amparo.bench.suite.ScreeningQuality;
import io.amparo.bench.suite.TemporarySlaPlan;
import io.amparo.bench.suite.TicketLoad;
import io.amparo.clients.EventConsumer;
import io.amparo.clients.GatewayClient;
import io.amparo.clients.People;
import io.amparo.events.DomainEvent;
import io.amparo.events.EventCodec;
import io.amparo.local.suite.Addresses;
import io.amparo.local.suite.Home;
import io.amparo.local.suite.ProcessState;
import io.amparo.local.suite.Startup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Runs the measurements against the suite in order, each with its floor measured in the same minute. */
final class Measurement {
    private static final Duration FLOOR_DURATION = Duration.ofSeconds(4);
    private static final List<String> CONTACTS_OF_ACME = List.of(People.ANA, People.BRUNO);
    /** Several people, because the gateway limits the rate of each caller. */
    private static final List<String> CONTACTS = List.of(People.ANA, People.BRUNO, People.CARLA);
    private static final int RESOLVE_THREADS = 4;
    private static final double MEGA = 1_000_000;

    private final Addresses addresses;
    private final Home home;
    private final GatewayClient gateway;
    private final TicketLoad tickets;
    private final Consumer<String> progress;
    private final List<MeasuredValue> measuredValues = new ArrayList<>();

    Measurement(Addresses addresses, Home home, GatewayClient gateway, Consumer<String> progress) {
        this.addresses = addresses;
        this.home = home;
        this.gateway = gateway;
        this.tickets = new TicketLoad(gateway);
        this.progress = progress;
    }

    List<MeasuredValue> measuredValues() {
        return List.copyOf(measuredValues);
    }

    /**
     * Opens tickets at a constant rate at the gateway and waits for their receipts. The two flags select which of both is
     * reported.
     */
    void measureOpening(Schedule warmUp, Schedule load, boolean reportOpening, boolean reportReceipts) throws Exception {
        progress.accept("Measuring floors: gateway health, store insert, mail");
        var health = OpenLoop.run(new Schedule(load.perSecond(), FLOOR_DURATION), _ -> gateway.health().expectStatus(200))
                .latencies().toMeasuredValue("GET health at the gateway");
        var insert = StoreFloor.measure(addresses.store());
        var mail = MailFloor.measure(addresses.smtp());
        var receipts = new Receipts();
        try (var _ = listen(Receipts.EVENTS, receipts::accept)) {
            progress.accept("Warming up: %d tickets, %d/s".formatted(warmUp.arrivals(), warmUp.perSecond()));
            openLowPriority(warmUp, new TicketLoad.Opened());
            progress.accept("Opening %d tickets, %d/s".formatted(load.arrivals(), load.perSecond()));
            var opened = new TicketLoad.Opened();
            var before = ProcessorTime.of(home);
            var loop = openLowPriority(load, opened);
            var numbers = opened.numbers();
            if (reportOpening) {
                measuredValues.add(loop.latencies().toMeasuredValue("opening a ticket at the gateway")
                        .withLimits(AcceptanceLimit.of("p50", 30), AcceptanceLimit.of("p99", 150)).comparedTo(health, insert));
                measuredValues.add(loop.lateness().toMeasuredValue("delay of the load generator, included above"));
            }
            progress.accept("Waiting for the receipts");
            receipts.await(numbers);
            if (reportReceipts)
                measuredValues
                        .add(receipts.toMeasuredValue(numbers).withLimits(AcceptanceLimit.of("p99", 1000)).comparedTo(mail));
            measuredValues.addAll(ProcessorTime.of(home).since(before, "processor time for each ticket, until its receipt", "ms",
                    Math.max(1, load.arrivals())));
        }
    }

    private OpenLoop openLowPriority(Schedule schedule, TicketLoad.Opened opened) {
        return OpenLoop.run(schedule, index -> tickets.openLowPriority(CONTACTS.get(index % CONTACTS.size()), opened));
    }

    private EventConsumer listen(Set<Class<? extends DomainEvent>> events, BiConsumer<DomainEvent, Instant> handler) {
        return new EventConsumer(Map.of("bootstrap.servers", addresses.brokers()), EventCodec.readOnly(), events,
                (_, _, event, at) -> handler.accept(Objects.requireNonNull(event.get().data()), at));
    }

    /** Opens P1 incidents on plan demo-seconds and waits until every SLA target is breached. */
    void measureEdges(Schedule load) throws Exception {
        progress.accept("Measuring floor: broker round trip");
        var broker = BrokerFloor.measure(addresses.brokers());
        var edges = new ReceivedEdges();
        try (var _ = listen(ReceivedEdges.EVENTS, edges::accept); var _ = TemporarySlaPlan.demoSeconds(gateway)) {
            progress.accept(
                    "Opening %d P1 incidents of Acme on plan demo-seconds, %d/s".formatted(load.arrivals(), load.perSecond()));
            var opened = new TicketLoad.Opened();
            var loop = OpenLoop.run(load,
                    index -> tickets.openHighPriority(CONTACTS_OF_ACME.get(index % CONTACTS_OF_ACME.size()), opened));
            var numbers = opened.numbers();
            progress.accept("Waiting for their warnings and breaches (one minute)");
            edges.await(numbers);
            var edgeValues = edges.toMeasuredValues(numbers);
            measuredValues.add(edgeValues.getFirst().withLimits(AcceptanceLimit.of("p99", 500)).comparedTo(broker));
            measuredValues.addAll(edgeValues.subList(1, edgeValues.size()));
            if (loop.latencies().toMeasuredValue("").errorCount() > 0)
                measuredValues.add(loop.latencies().toMeasuredValue("opening P1 incidents"));
        }
    }

    /** Decides at a constant rate whether contacts may open incidents. */
    void measureDecision(Schedule warmUp, Schedule load) throws Exception {
        progress.accept("Measuring floor: gateway health");
        var health = OpenLoop.run(new Schedule(load.perSecond(), FLOOR_DURATION), _ -> gateway.health().expectStatus(200))
                .latencies().toMeasuredValue("GET health at the gateway");
        progress.accept("Warming up: %d decisions, %d/s".formatted(warmUp.arrivals(), warmUp.perSecond()));
        decide(warmUp);
        progress.accept("Deciding %d times, %d/s".formatted(load.arrivals(), load.perSecond()));
        var loop = decide(load);
        measuredValues.add(loop.latencies().toMeasuredValue("an entitlement decision at the gateway")
                .withLimits(AcceptanceLimit.of("p99", 20)).comparedTo(health));
        measuredValues.add(loop.lateness().toMeasuredValue("delay of the load generator, included above"));
    }

    private OpenLoop decide(Schedule schedule) {
        return OpenLoop.run(schedule, index -> tickets.decide(CONTACTS.get(index % CONTACTS.size())));
    }

    /** Measures what each operation costs: processor time, store commands and Kafka requests. */
    void measureCost(int storedTickets, Duration warmUp, Duration load) throws Exception {
        measuredValues
                .addAll(new CostMeasurement(addresses, home, gateway, tickets, progress).measure(storedTickets, warmUp, load));
    }

    /** Measures how good the proposals of exclusions are. */
    void measureScreening() {
        progress.accept("Opening a ticket with each labelled text");
        measuredValues.addAll(ScreeningQuality.measure(gateway, tickets));
    }

    /** Imports new customers and republishes all of them. */
    void measureCustomers(int customers) {
        measuredValues.addAll(new CustomerLoad(addresses, gateway, progress).measure(customers));
    }

    /** Resolves the tickets that this run has opened, so that no clock of them keeps running. */
    void resolveOpenedTickets() {
        progress.accept("Resolving the opened tickets");
        var resolved = tickets.resolve(RESOLVE_THREADS);
        if (resolved.errorCount() > 0) progress.accept("Not all tickets could be resolved: " + resolved.errors());
    }

    /** Reports the memory, with shared pages counted once, and the start time that {@code ./amparo status} prints. */
    void measureFootprint() {
        var bytes = ProcessState.all(home).stream().mapToLong(ProcessState::proportionalBytes).sum();
        measuredValues.add(MeasuredValue.single("memory of all processes", "MB", bytes / MEGA,
                AcceptanceLimit.of(MeasuredValue.SINGLE, 3000).withTarget(2000)));
        Startup.lastDuration(home).ifPresent(took -> measuredValues.add(MeasuredValue.single("the last start of the suite", "s",
                took.toMillis() / 1000.0, AcceptanceLimit.of(MeasuredValue.SINGLE, 60).withTarget(30))));
    }
}
