package io.amparo.bench.engine;

import io.amparo.bench.engine.Contract.Kind;
import io.amparo.bench.figure.Bar;
import io.amparo.bench.figure.Figure;
import io.amparo.bench.floor.StoreFloor;
import io.amparo.bench.floor.TransactionFloor;
import io.amparo.bench.outside.Gateway;
import io.amparo.bench.outside.Patience;
import io.amparo.bench.outside.Tokens;
import io.amparo.bench.outside.Topics;
import io.amparo.events.slapolicy.SlaPolicyEvent.CalendarPublished;
import io.amparo.events.slapolicy.SlaPolicyEvent.SlaPlanPublished;
import io.amparo.local.signin.SignIn;
import io.amparo.local.suite.Service;
import io.amparo.local.suite.SuiteFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Load test of a calendar migration through the API of the whole sla-service, with 100,000 running clocks. */
public final class MigrationLoad {
    private static final int CLOCKS = 100_000, CLOCKS_EACH = 2, VERSIONS = 3;
    private static final String MANAGER = "gisele@opservices.example";
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    /**
     * Maximum fetch wait. The measurement takes tens of seconds, so fetching every 100 ms is precise enough and costs the broker
     * little.
     */
    private static final Duration TOGETHER = Duration.ofMillis(100);

    private final Gateway api;
    private final Lag lag;
    private final Told told;
    private final Consumer<String> tell;
    private final List<Figure> figures = new ArrayList<>();

    private MigrationLoad(Gateway api, Lag lag, Told told, Consumer<String> tell) {
        this.api = api;
        this.lag = lag;
        this.told = told;
        this.tell = tell;
    }

    public static List<Figure> measure(Path repository, Consumer<String> tell) throws Exception {
        var told = new Told();
        try (var stand = new Stand(repository, tell, Stand.BOTH_COMPILERS, "broker", "store", "identity");
                var tokens = new Tokens(new SignIn(stand.addresses().issuer()))) {
            var brokers = stand.addresses().brokers();
            stand.start(Map.of()).running();
            try (var _ = new Topics(brokers, Told.EVENTS, TOGETHER, told::hear);
                    var feed = new Feed(brokers);
                    var lag = new Lag(brokers, Service.SLA.folder())) {
                var load = new MigrationLoad(new Gateway(stand.addresses().service(Service.SLA), tokens), lag, told, tell);
                load.publish();
                load.open(feed);
                // Measured here, because the broker is now as warm as during the migration.
                var floor = TransactionFloor.bulk(brokers, CLOCKS);
                var store = StoreFloor.kind(stand.addresses().store());
                load.measure(2, "the first after the start, store " + store, floor);
                // The embedded store scans every ticket for a preview, so a second migration would take too long.
                if (!store.equals(StoreFloor.EMBEDDED)) load.measure(3, "the next", floor);
                return load.figures;
            }
        }
    }

    /** @param which label of the migration: the code of the process becomes faster with every migration */
    private void measure(int version, String which, Figure floor) throws IOException, InterruptedException {
        tell.accept("Previewing a new calendar version for %,d clocks".formatted(CLOCKS));
        var asked = Instant.now();
        var begun = api.post(MANAGER, "/sla/migrations", Map.of("calendar", Contract.ID, "toVersion", version, "dryRun", true))
                .must(202).body();
        var job = "/sla/migrations/" + begun.path("id").asString() + "?limit=1";
        var preview = reached(job, "PREVIEWED");
        known("a new calendar version by the API, %s: preview".formatted(which), errors(preview.path("totals")), asked,
                Instant.now(), floor);

        tell.accept("Applying the new calendar version");
        int before = told.redated();
        var applied = Instant.now();
        api.post(MANAGER, "/sla/migrations", Map.of("previewToken", preview.path("previewToken").asString())).must(202);
        told.await(applied, () -> told.redated() - before >= CLOCKS);
        var errors = new TreeMap<String, Long>();
        int redated = told.redated() - before;
        if (redated != CLOCKS) errors.put("not rescheduled", (long) CLOCKS - redated);
        if (told.twice() > 0) errors.put("emitted twice", told.twice());
        figures.add(EngineLoad.seconds("from the apply request until all SlaRescheduled are readable", CLOCKS, errors,
                Duration.between(applied, told.last())).within(Bar.of(Figure.SINGLE, 30)).above(floor));
        tell.accept("%s: %s".formatted(figures.getLast().name(), figures.getLast().values()));
        var done = reached(job, "APPLIED");
        known("from the apply request until the job is finished", Map.of(), applied,
                Instant.parse(done.path("finishedAt").asString()), floor);
    }

    /** Publishes the versions of a calendar and a plan that uses the first one. */
    private void publish() throws IOException, InterruptedException {
        api.post(MANAGER, "/sla/calendars", asked(Contract.calendar(1))).must(201);
        for (int version = 2; version <= VERSIONS; version++)
            api.post(MANAGER, "/sla/calendars/" + Contract.ID + "/versions", asked(Contract.calendar(version))).must(201);
        api.post(MANAGER, "/sla/plans", asked(Contract.plan())).must(201);
    }

    /** Returns the API request that makes the service publish this event. */
    private static Map<String, ?> asked(CalendarPublished calendar) {
        return Map.of("id", calendar.calendarId(), "name", calendar.name(), "zone", calendar.zone(), "windows",
                calendar.windows(), "holidaySets", calendar.holidaySets());
    }

    private static Map<String, ?> asked(SlaPlanPublished plan) {
        return Map.of("id", plan.planId(), "name", plan.name(), "objectives",
                plan.objectives().stream()
                        .map(each -> Map.of("kind", each.kind(), "priority", each.priority(), "metric", each.metric(), "budget",
                                each.budget(), "calendar", Map.of("id", each.calendarId(), "version", each.calendarVersion()),
                                "pauseStatuses", each.pauseStatuses(), "warnings", each.warnings()))
                        .toList());
    }

    private void open(Feed feed) throws InterruptedException, ExecutionException {
        tell.accept("Opening %,d tickets".formatted(CLOCKS / CLOCKS_EACH));
        Contract.customers().forEach(feed::say);
        var begin = Instant.now();
        for (int ticket = 0; ticket < CLOCKS / CLOCKS_EACH; ticket++) feed.say(Contract.opened(ticket, Kind.CALM, begin));
        feed.flush();
        told.await(begin, () -> told.assigned() >= CLOCKS / CLOCKS_EACH);
        known("opened: until the engine has emitted SlaAssigned for all", Map.of(), begin, told.last());
        var deadline = Instant.now().plus(PATIENCE);
        while (lag.unread() > 0 && Instant.now().isBefore(deadline))
            Patience.until(Instant.now().plusMillis(500), () -> false);
        known("opened: until the read side has read all events", Map.of(), begin, Instant.now());
    }

    private JsonNode reached(String job, String state) throws IOException, InterruptedException {
        var deadline = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            var read = api.get(MANAGER, job).must(200).body();
            if (read.path("state").asString().equals(state)) return read;
            Patience.until(Instant.now().plusSeconds(1), () -> false);
        }
        throw new SuiteFailure("%s is not %s after %s".formatted(job, state, PATIENCE));
    }

    private static Map<String, Long> errors(JsonNode totals) {
        long listed = totals.valueStream().mapToLong(JsonNode::asLong).sum();
        return listed == CLOCKS ? Map.of() : Map.of("not listed", CLOCKS - listed);
    }

    private void known(String name, Map<String, Long> errors, Instant from, Instant to, Figure... floors) {
        figures.add(EngineLoad.seconds(name, CLOCKS, errors, Duration.between(from, to)).above(floors));
        tell.accept("%s: %s".formatted(name, figures.getLast().values()));
    }
}
