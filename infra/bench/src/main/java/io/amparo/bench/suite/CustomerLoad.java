package io.amparo.bench.suite;

import static java.util.stream.Collectors.joining;

import io.amparo.bench.result.AcceptanceLimit;
import io.amparo.bench.result.MeasuredValue;
import io.amparo.clients.EventConsumer;
import io.amparo.clients.GatewayClient;
import io.amparo.clients.People;
import io.amparo.clients.Polling;
import io.amparo.events.EventCodec;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.local.actuator.ActuatorClient;
import io.amparo.local.actuator.HeapMemory;
import io.amparo.local.actuator.QuietSuite;
import io.amparo.local.suite.Addresses;
import io.amparo.local.suite.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Imports new customers from CSV files, and republishes all customers. */
public final class CustomerLoad {
    private static final String HEADER = "type,customer,name,language,zone,contactQuota,domains,edition,slaPlan,validFrom,"
            + "validTo,email,administrator";
    private static final int CONTACTS = 5;
    /** A file has at most 20,000 lines, and a customer has seven. */
    private static final int CUSTOMERS_OF_FILE = 2_500;
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final double MEGA = 1_000_000;
    private static final Service SERVICE = Service.ENTITLEMENT;

    private final Addresses addresses;
    private final GatewayClient gateway;
    private final ActuatorClient actuator;
    private final Consumer<String> progress;
    private double peakHeap;

    public CustomerLoad(Addresses addresses, GatewayClient gateway, Consumer<String> progress) {
        this.addresses = addresses;
        this.gateway = gateway;
        this.actuator = new ActuatorClient(addresses);
        this.progress = progress;
    }

    /** @param customers number of customers that are imported; those of earlier runs are republished as well */
    public List<MeasuredValue> measure(int customers) {
        var values = new ArrayList<MeasuredValue>();
        var eventIds = ConcurrentHashMap.<String>newKeySet();
        try (var _ = new EventConsumer(Map.of("bootstrap.servers", addresses.brokers()), EventCodec.readOnly(),
                Set.of(ContractChanged.class), (_, id, _, _) -> eventIds.add(id))) {
            progress.accept("Importing %d customers with %d contacts each".formatted(customers, CONTACTS));
            var files = files(customers);
            var begin = System.nanoTime();
            int created = files.stream().mapToInt(this::importFile).sum();
            var name = "import of %d customers with %d contacts each".formatted(customers, CONTACTS);
            values.add(value(name, begin, "not created", customers - created).withLimits(single(60)));
            awaitAll(() -> eventIds.size() >= created);
            values.add(value("  until all of them are on the topic", begin, "not published", created - eventIds.size()));
            values.add(heap());

            progress.accept("Waiting until the suite is quiet");
            // The relay publishes a customer with unpublished events, so a republication would skip it.
            QuietSuite.await(addresses, TIMEOUT);
            progress.accept("Republishing all customers");
            eventIds.clear();
            begin = System.nanoTime();
            actuator.call(SERVICE, "republish", Map.of());
            awaitAll(() -> republication().hasNonNull("finishedAt"));
            int published = republication().path("published").asInt();
            awaitAll(() -> eventIds.size() >= published);
            values.add(value("republication of %d customers, until all are on the topic".formatted(published), begin,
                    "not on the topic", Math.max(published, customers) - eventIds.size()).withLimits(single(30)));
            values.add(heap());
        }
        return values;
    }

    /** Names differ in each run, so that each run creates its customers. */
    private static List<String> files(int customers) {
        var run = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
        return IntStream.iterate(0, first -> first < customers, first -> first + CUSTOMERS_OF_FILE)
                .mapToObj(first -> IntStream.range(first, Math.min(customers, first + CUSTOMERS_OF_FILE))
                        .mapToObj(number -> lines("bench-%s-%05d".formatted(run, number)))
                        .collect(joining("\n", HEADER + "\n", "\n")))
                .toList();
    }

    private static String lines(String id) {
        var company = "customer,%1$s,Company %1$s,en,America/Sao_Paulo,10,%1$s.example,,,,,,".formatted(id);
        var period = "period,%s,,,,,,PRO,standard,2026-01-01,2030-12-31,,".formatted(id);
        var contacts = IntStream.range(0, CONTACTS).mapToObj(
                number -> "contact,%1$s,Person %2$d of %1$s,,,,,,,,,p%2$d@%1$s.example,%3$s".formatted(id, number, number == 0));
        return Stream.concat(Stream.of(company, period), contacts).collect(joining("\n"));
    }

    /** Returns the number of created customers. */
    private int importFile(String file) {
        var path = "/customers/imports";
        var id = gateway.upload(People.IARA, path, "text/csv", file).expectStatus(202).text("/id");
        awaitAll(() -> !report(path + "/" + id).path("state").asString().equals("RUNNING"));
        return report(path + "/" + id).path("created").asInt();
    }

    private JsonNode report(String path) {
        return gateway.get(People.IARA, path).expectStatus(200).body();
    }

    private JsonNode republication() {
        return actuator.read(SERVICE, "republish").orElseThrow().path("collections").valueStream()
                .filter(each -> each.path("collection").asString().equals("customers")).findFirst().orElseThrow();
    }

    /** Looks twice a second: each look costs a request or two, which take processor time from the service. */
    private void awaitAll(BooleanSupplier condition) {
        var deadline = Instant.now().plus(TIMEOUT);
        while (!condition.getAsBoolean() && Instant.now().isBefore(deadline)) {
            peakHeap = Math.max(peakHeap, HeapMemory.usedBytes(actuator, SERVICE));
            Polling.until(Instant.now().plus(INTERVAL));
        }
    }

    private static MeasuredValue value(String name, long begin, String error, int missing) {
        var value = MeasuredValue.single(name, "s", (System.nanoTime() - begin) / 1e9);
        if (missing > 0) value.errors().put(error, (long) missing);
        return value;
    }

    private MeasuredValue heap() {
        var value = MeasuredValue.single("  maximum heap of entitlement-service", "MB", peakHeap / MEGA, single(300));
        peakHeap = 0;
        return value;
    }

    private static AcceptanceLimit single(double atMost) {
        return AcceptanceLimit.of(MeasuredValue.SINGLE, atMost);
    }
}
