package io.amparo.sla.migration;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.events.Event;
import io.amparo.events.sla.SlaEvent.SlaRedated;
import io.amparo.events.slamigration.SlaMigrationEvent.RedateRequested;
import io.amparo.events.ticket.TicketEvent.SlaDefinition;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.platform.store.Change;
import io.amparo.sla.Desk;
import io.amparo.sla.SlaTest;
import io.amparo.sla.board.WatchedTickets;
import io.amparo.sla.customer.Customers;
import io.amparo.sla.plan.PublishedPolicies;
import io.amparo.sla.product.Products;
import io.amparo.testkit.Api;
import io.amparo.testkit.Persona;
import io.amparo.testkit.Wire;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Several instances of the service advance migrations together: four tickers run continuously beside the one of the service.
 */
@SlaTest
class InstancesIT {
    private static final String PLAN = "shared";
    private static final int INSTANCES = 4, PAGES = 3, TICKETS = 1_001;
    private static final Duration PATIENCE = Duration.ofSeconds(60), EVERY = Duration.ofMillis(20),
            FALLEN = Duration.ofSeconds(3);

    @Autowired
    Api api;
    @Autowired
    Wire wire;
    @Autowired
    Migrations migrations;
    @Autowired
    MovingPages pages;
    @Autowired
    WatchedTickets tickets;
    @Autowired
    Customers customers;
    @Autowired
    Products products;
    @Autowired
    PublishedPolicies policies;
    @Autowired
    Clock clock;

    @BeforeAll
    void customers() {
        new Desk(api, wire).customers();
    }

    @Test
    void a_migration_is_looked_at_and_asked_for_once_by_many_instances_though_one_of_them_falls_over_with_it() {
        var manager = api.as(Persona.GISELE);
        Desk.publish(manager, "/plans", PLAN, "PT4H", "24x7");
        Desk.publish(manager, "/plans/" + PLAN + "/versions", PLAN, "PT8H", "24x7");
        var promised = new SlaDefinition(PLAN, 1, "24x7", "UTC", List.of());
        var opened = Stream.generate(() -> Desk.opened("INCIDENT", Instant.now(), promised)).limit(TICKETS)
                .collect(toMap(TicketOpened::ticketId, ticket -> ticket));
        try (var many = Executors.newVirtualThreadPerTaskExecutor()) {
            opened.forEach((id, ticket) -> many.submit(() -> wire.say(id, 1, ticket)));
        }
        await().atMost(PATIENCE).until(() -> tickets.all(tickets.open(PLAN, "", TICKETS + 1)).stream()
                .filter(ticket -> !ticket.told().isEmpty()).count() == TICKETS);

        var looks = new AtomicInteger();
        String id;
        try (var threads = Executors.newScheduledThreadPool(INSTANCES)) {
            var instances = Stream.generate(() -> instance(looks)).limit(INSTANCES)
                    .map(instance -> threads.scheduleWithFixedDelay(instance::tick, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS))
                    .toList();
            var preview = Desk.preview(manager, Map.of("plan", PLAN, "toVersion", 2, "dryRun", true));
            id = preview.path("id").asString();
            assertThat(preview.path("totals").path("LATER").asInt()).isEqualTo(TICKETS);
            assertThat(looks.get()).as("pages that these tickers previewed").isLessThanOrEqualTo(PAGES);

            var now = clock.instant();
            var until = now.plus(FALLEN);
            migrations.update(id, "apply", known -> new Change<>(known.applied(now).state(), List.of(), until));
            Desk.reached(manager, "/api/v1/sla/migrations/" + id, "APPLIED");
            assertThat(migrations.find(id).orElseThrow().state().finishedAt())
                    .as("finished only after the claim of the dead instance expired").isAfter(until);
            assertThat(instances).as("a ticker that fails is not scheduled again").noneMatch(Future::isDone);
        }
        // Published after all requests of the tickers, so all of them have arrived when this one has.
        wire.say("end", 1, new RedateRequested("end", "end", "acme", "PLAN", "", "", "test", null, clock.instant()));
        wire.hear(RedateRequested.class, it -> it.ticketId().equals("end"));
        assertThat(wire.heard()).filteredOn(event -> event.data() instanceof RedateRequested it && it.migrationId().equals(id))
                .extracting(Event::id).hasSize(TICKETS).doesNotHaveDuplicates();
        await().untilAsserted(() -> assertThat(wire.heard(SlaRedated.class)).filteredOn(it -> opened.containsKey(it.ticketId()))
                .hasSize(TICKETS));
    }

    /** @param looks counts the pages that these tickers preview: each page looks up the one product once */
    private MigrationTicker instance(AtomicInteger looks) {
        return new MigrationTicker(migrations, pages, tickets, customers, product -> {
            looks.incrementAndGet();
            return products.find(product);
        }, policies, clock);
    }
}
