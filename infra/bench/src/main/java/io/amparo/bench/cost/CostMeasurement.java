package io.amparo.bench.cost;

import com.mongodb.client.MongoClients;
import io.amparo.bench.floor.StoreFloor;
import io.amparo.bench.load.ClosedLoop;
import io.amparo.bench.load.OpenLoop;
import io.amparo.bench.load.Schedule;
import io.amparo.bench.result.AcceptanceLimit;
import io.amparo.bench.result.MeasuredValue;
import io.amparo.bench.suite.ProcessorTime;
import io.amparo.bench.suite.TicketLoad;
import io.amparo.clients.GatewayClient;
import io.amparo.clients.People;
import io.amparo.clients.Polling;
import io.amparo.local.actuator.QuietSuite;
import io.amparo.local.suite.Addresses;
import io.amparo.local.suite.Home;
import io.amparo.local.suite.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Measures the operations one after the other, each as a closed loop, and the suite at rest. */
public final class CostMeasurement {
    private static final int CLIENTS = 4;
    private static final List<String> CONTACTS = List.of(People.ANA, People.BRUNO, People.CARLA);
    /** Read every ticket. The gateway limits each caller to 100 requests per second. */
    private static final List<String> STAFF = List.of(People.FABIO, People.GISELE, People.IARA, People.HEITOR);
    private static final int LISTED = 20;
    private static final String GATEWAY = Service.GATEWAY.folder();
    private static final Duration REST = Duration.ofSeconds(60);
    /** The gateway limits the requests without a token from one address. */
    private static final Schedule FLOOR = new Schedule(50, Duration.ofSeconds(10));

    /** Of the tickets that were opened first. */
    private static final Duration QUIET_TIMEOUT = Duration.ofMinutes(10);

    private record Row(String name, AcceptanceLimit processorTime, @Nullable AcceptanceLimit storeCommands,
            ClosedLoop.Operation operation) {}

    private final Addresses addresses;
    private final Home home;
    private final GatewayClient gateway;
    private final TicketLoad tickets;
    private final Consumer<String> progress;
    /** The tickets that this run has opened, by contact in the order of {@link #CONTACTS}. */
    private final List<TicketLoad.Opened> opened = CONTACTS.stream().map(_ -> new TicketLoad.Opened()).toList();
    private List<List<String>> numbers = List.of();

    public CostMeasurement(Addresses addresses, Home home, GatewayClient gateway, TicketLoad tickets, Consumer<String> progress) {
        this.addresses = addresses;
        this.home = home;
        this.gateway = gateway;
        this.tickets = tickets;
        this.progress = progress;
    }

    /**
     * Opens tickets until this number is stored, warms up, and measures.
     *
     * @param warmUp of all operations together, unmeasured
     * @param load of each operation
     */
    public List<MeasuredValue> measure(int storedTickets, Duration warmUp, Duration load) {
        openMissing(storedTickets);
        numbers = opened.stream().map(each -> List.copyOf(each.numbers())).toList();
        var rows = List.of(new Row("open a ticket", limit(50, 25), AcceptanceLimit.of(MeasuredValue.SINGLE, 15), this::open),
                new Row("reply to a ticket", limit(35, 20), null, this::reply),
                new Row("read a ticket", limit(5, 2.5), null, this::read), new Row("list open tickets, 20", limit(15, 4), null,
                        index -> tickets.list(CONTACTS.get(index % CONTACTS.size()), LISTED)));
        for (var row : rows) {
            progress.accept("Warming up: " + row.name);
            ClosedLoop.run(CLIENTS, warmUp.dividedBy(rows.size()), row.operation);
        }
        progress.accept("Waiting until the suite is quiet");
        QuietSuite.await(addresses, QUIET_TIMEOUT);
        var rest = atRest();
        var values = new ArrayList<MeasuredValue>();
        var floors = floors();
        for (var row : rows) values.addAll(measure(row, load, floors));
        values.addAll(rest);
        return values;
    }

    private static AcceptanceLimit limit(double atMost, double target) {
        return AcceptanceLimit.of(MeasuredValue.SINGLE, atMost).withTarget(target);
    }

    /** Counts the stored tickets in the store: no operation of the API has their number. */
    private void openMissing(int wanted) {
        long stored;
        try (var store = MongoClients.create(addresses.store())) {
            stored = store.getDatabase("amparo_ticket").getCollection("tickets").estimatedDocumentCount();
        }
        // Replies and reads need tickets of each contact.
        int missing = (int) Math.max(CONTACTS.size() * CLIENTS, wanted - stored);
        progress.accept("%d tickets are stored; opening %d".formatted(stored, missing));
        var opening = ClosedLoop.run(CLIENTS, missing, this::open).latencies().toMeasuredValue("");
        if (opening.errorCount() > 0) progress.accept("Not all tickets could be opened: " + opening.errors());
    }

    private void open(int index) {
        int contact = index % CONTACTS.size();
        tickets.openLowPriority(CONTACTS.get(contact), opened.get(contact));
    }

    private void reply(int index) {
        tickets.reply(CONTACTS.get(index % CONTACTS.size()), number(index));
    }

    private void read(int index) {
        int reader = index / CONTACTS.size() % (STAFF.size() + 1);
        tickets.read(reader == 0 ? CONTACTS.get(index % CONTACTS.size()) : STAFF.get(reader - 1), number(index));
    }

    /** Returns the number of a ticket of the contact with this index. */
    private String number(int index) {
        var own = numbers.get(index % CONTACTS.size());
        return own.get(index / CONTACTS.size() % own.size());
    }

    private List<MeasuredValue> atRest() {
        progress.accept("Measuring the suite with nothing to do");
        var before = CostSnapshot.atBegin(addresses, home);
        Polling.until(Instant.now().plus(REST));
        var after = CostSnapshot.atEnd(addresses, home);
        var seconds = after.secondsSince(before);
        var name = "nothing to do, each second";
        var values = new ArrayList<>(after.processorTimeSince(before, name, "ms", seconds));
        values.set(0, values.getFirst().withLimits(limit(100, 50)));
        values.addAll(after.storeCommandsSince(before, name, seconds));
        var requests = new ArrayList<>(after.kafkaRequestsSince(before, name, seconds));
        requests.set(0, requests.getFirst().withLimits(AcceptanceLimit.of(MeasuredValue.SINGLE, 25)));
        values.addAll(requests);
        return values;
    }

    private record Floors(MeasuredValue health, MeasuredValue healthProcessorTime, MeasuredValue insert) {}

    private Floors floors() {
        progress.accept("Measuring floors: gateway health, store insert");
        var before = ProcessorTime.of(home);
        var health = OpenLoop.run(FLOOR, _ -> gateway.health().expectStatus(200)).latencies()
                .toMeasuredValue("GET health at the gateway");
        // Of this process only: the others work at rest, which is more than a health check costs.
        var millis = ProcessorTime.of(home).millisSince(before, GATEWAY) / FLOOR.arrivals();
        return new Floors(health, MeasuredValue.single("GET health at the gateway, processor time of the gateway", "ms", millis),
                StoreFloor.measure(addresses.store()));
    }

    /** The work that continues after the last response belongs to the operation: receipts, clocks, mails. */
    private List<MeasuredValue> measure(Row row, Duration load, Floors floors) {
        progress.accept("Measuring: " + row.name);
        QuietSuite.await(addresses, QUIET_TIMEOUT);
        var before = CostSnapshot.atBegin(addresses, home);
        var loop = ClosedLoop.run(CLIENTS, load, row.operation);
        QuietSuite.await(addresses, QUIET_TIMEOUT);
        var after = CostSnapshot.atEnd(addresses, home);
        var values = new ArrayList<MeasuredValue>();
        values.add(loop.latencies().toMeasuredValue(row.name).comparedTo(floors.health, floors.insert));
        // What refused operations cost counts for those that succeeded: a person may list 100 times a second.
        int succeeded = Math.max(1, loop.succeeded());
        values.add(MeasuredValue.single("  operations per second", "1/s", loop.perSecond()));
        var processorTime = new ArrayList<>(after.processorTimeSince(before, row.name, "ms", succeeded));
        processorTime.set(0, processorTime.getFirst().withLimits(row.processorTime).comparedTo(floors.healthProcessorTime));
        values.addAll(processorTime);
        var commands = new ArrayList<>(after.storeCommandsSince(before, row.name, succeeded));
        if (row.storeCommands != null) commands.set(0, commands.getFirst().withLimits(row.storeCommands));
        values.addAll(commands);
        values.addAll(after.kafkaRequestsSince(before, row.name, succeeded));
        return values;
    }
}
