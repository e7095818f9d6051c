package io.amparo.bench.engine;

import io.amparo.bench.engine.BenchEvents.DueProfile;
import io.amparo.bench.floor.StoreFloor;
import io.amparo.bench.floor.TransactionFloor;
import io.amparo.bench.result.AcceptanceLimit;
import io.amparo.bench.result.MeasuredValue;
import io.amparo.clients.EventConsumer;
import io.amparo.clients.GatewayClient;
import io.amparo.clients.People;
import io.amparo.clients.Polling;
import io.amparo.clients.TokenClient;
import io.amparo.events.EventCodec;
import io.amparo.events.sladefinition.SlaDefinitionEvent.CalendarPublished;
import io.amparo.events.sladefinition.SlaDefinitionEvent.SlaPlanPublished;
import io.amparo.local.suite.Service;
import io.amparo.local.suite.SuiteException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Load test of a calendar migration through the API of the whole sla-service, with 100,000 running clocks. */
public final class MigrationLoad {
    private static final int CLOCKS = 100_000, CLOCKS_PER_TICKET = 2, VERSIONS = 3;
    private static final Duration TIMEOUT = Duration.ofMinutes(15);
    /**
     * Fetches every 100 ms or 256 KiB. The measurement takes tens of seconds, so this is precise enough and costs the broker
     * little.
     */
    private static final Map<String, Object> FETCH_SETTINGS = Map.of("fetch.min.bytes", 262_144, "fetch.max.wait.ms", 100);

    private final GatewayClient api;
    private final ConsumerLag lag;
    private final EmittedEvents emitted;
    private final Consumer<String> progress;
    private final List<MeasuredValue> measuredValues = new ArrayList<>();

    private MigrationLoad(GatewayClient api, ConsumerLag lag, EmittedEvents emitted, Consumer<String> progress) {
        this.api = api;
        this.lag = lag;
        this.emitted = emitted;
        this.progress = progress;
    }

    public static List<MeasuredValue> measure(Path repository, Consumer<String> progress) throws Exception {
        var emitted = new EmittedEvents();
        try (var environment = new BenchEnvironment(repository, progress, BenchEnvironment.C1_AND_C2, "broker", "store",
                "identity");
                var api = new GatewayClient(environment.addresses().service(Service.SLA),
                        new TokenClient(environment.addresses().issuer()))) {
            var brokers = environment.addresses().brokers();
            environment.startEngine(Map.of()).awaitRunning();
            var settings = new HashMap<>(FETCH_SETTINGS);
            settings.put("bootstrap.servers", brokers);
            try (var _ = new EventConsumer(settings, EventCodec.readOnly(), EmittedEvents.EVENTS, emitted::accept);
                    var producer = new EventProducer(brokers);
                    var lag = new ConsumerLag(brokers, Service.SLA.folder())) {
                var load = new MigrationLoad(api, lag, emitted, progress);
                load.publish();
                load.open(producer);
                // Measured here, because the broker is now as warm as during the migration.
                var floor = TransactionFloor.bulk(brokers, CLOCKS);
                var store = StoreFloor.kind(environment.addresses().store());
                load.measure(2, "the first after the start, store " + store, floor);
                // The embedded store scans every ticket for a preview, so a second migration would take too long.
                if (!store.equals(StoreFloor.EMBEDDED)) load.measure(3, "the next", floor);
                return load.measuredValues;
            }
        }
    }

    /** @param label label of the migration: the code of the process becomes faster with every migration */
    private void measure(int version, String label, MeasuredValue floor) {
        progress.accept("Previewing a new calendar version for %,d clocks".formatted(CLOCKS));
        var requestedAt = Instant.now();
        var created = api
                .post(People.GISELE, "/sla/migrations", Map.of("calendar", BenchEvents.ID, "toVersion", version, "dryRun", true))
                .expectStatus(202).body();
        var job = "/sla/migrations/" + created.path("id").asString() + "?limit=1";
        var preview = awaitState(job, "PREVIEWED");
        report("a new calendar version by the API, %s: preview".formatted(label), errors(preview.path("totals")), requestedAt,
                Instant.now(), floor);

        progress.accept("Applying the new calendar version");
        int before = emitted.rescheduled();
        var appliedAt = Instant.now();
        api.post(People.GISELE, "/sla/migrations", Map.of("previewToken", preview.path("previewToken").asString()))
                .expectStatus(202);
        emitted.await(appliedAt, () -> emitted.rescheduled() - before >= CLOCKS);
        var errors = new TreeMap<String, Long>();
        int rescheduled = emitted.rescheduled() - before;
        if (rescheduled != CLOCKS) errors.put("not rescheduled", (long) CLOCKS - rescheduled);
        if (emitted.duplicates() > 0) errors.put("emitted twice", emitted.duplicates());
        measuredValues.add(EngineLoad
                .durationValue("from the apply request until all SlaRescheduled are readable", CLOCKS, errors,
                        Duration.between(appliedAt, emitted.lastReadableAt()))
                .withLimits(AcceptanceLimit.of(MeasuredValue.SINGLE, 30)).comparedTo(floor));
        progress.accept("%s: %s".formatted(measuredValues.getLast().name(), measuredValues.getLast().values()));
        var done = awaitState(job, "APPLIED");
        report("from the apply request until the job is finished", Map.of(), appliedAt,
                Instant.parse(done.path("finishedAt").asString()), floor);
    }

    /** Publishes the versions of a calendar and a plan that uses the first one. */
    private void publish() {
        api.post(People.GISELE, "/sla/calendars", request(BenchEvents.calendar(1))).expectStatus(201);
        for (int version = 2; version <= VERSIONS; version++)
            api.post(People.GISELE, "/sla/calendars/" + BenchEvents.ID + "/versions", request(BenchEvents.calendar(version)))
                    .expectStatus(201);
        api.post(People.GISELE, "/sla/plans", request(BenchEvents.plan())).expectStatus(201);
    }

    /** Returns the API request that makes the service publish this event. */
    private static Map<String, ?> request(CalendarPublished calendar) {
        return Map.of("id", calendar.calendarId(), "name", calendar.name(), "zone", calendar.zone(), "windows",
                calendar.windows(), "holidaySets", calendar.holidaySets());
    }

    private static Map<String, ?> request(SlaPlanPublished plan) {
        return Map.of("id", plan.planId(), "name", plan.name(), "objectives",
                plan.objectives().stream()
                        .map(each -> Map.of("kind", each.kind(), "priority", each.priority(), "metric", each.metric(), "budget",
                                each.budget(), "calendar", Map.of("id", each.calendarId(), "version", each.calendarVersion()),
                                "pauseStatuses", each.pauseStatuses(), "warnings", each.warnings()))
                        .toList());
    }

    private void open(EventProducer producer) throws InterruptedException, ExecutionException {
        progress.accept("Opening %,d tickets".formatted(CLOCKS / CLOCKS_PER_TICKET));
        BenchEvents.customers().forEach(producer::send);
        var begin = Instant.now();
        for (int ticket = 0; ticket < CLOCKS / CLOCKS_PER_TICKET; ticket++)
            producer.send(BenchEvents.ticketOpened(ticket, DueProfile.NONE_DUE, begin));
        producer.flush();
        emitted.await(begin, () -> emitted.assigned() >= CLOCKS / CLOCKS_PER_TICKET);
        report("opened: until the engine has emitted SlaAssigned for all", Map.of(), begin, emitted.lastReadableAt());
        var deadline = Instant.now().plus(TIMEOUT);
        while (lag.unreadRecords() > 0 && Instant.now().isBefore(deadline))
            Polling.until(Instant.now().plusMillis(500));
        report("opened: until the read side has read all events", Map.of(), begin, Instant.now());
    }

    private JsonNode awaitState(String job, String state) {
        var deadline = Instant.now().plus(TIMEOUT);
        while (Instant.now().isBefore(deadline)) {
            var read = api.get(People.GISELE, job).expectStatus(200).body();
            if (read.path("state").asString().equals(state)) return read;
            Polling.until(Instant.now().plusSeconds(1));
        }
        throw new SuiteException("%s is not %s after %s".formatted(job, state, TIMEOUT));
    }

    private static Map<String, Long> errors(JsonNode totals) {
        long listed = totals.valueStream().mapToLong(JsonNode::asLong).sum();
        return listed == CLOCKS ? Map.of() : Map.of("not listed", CLOCKS - listed);
    }

    private void report(String name, Map<String, Long> errors, Instant from, Instant to, MeasuredValue... floors) {
        measuredValues.add(EngineLoad.durationValue(name, CLOCKS, errors, Duration.between(from, to)).comparedTo(floors));
        progress.accept("%s: %s".formatted(name, measuredValues.getLast().values()));
    }
}
