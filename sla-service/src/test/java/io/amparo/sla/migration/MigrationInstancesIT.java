package io.amparo.sla.migration;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.events.Event;
import io.amparo.events.sla.SlaEvent.SlaRescheduled;
import io.amparo.events.slamigration.SlaMigrationEvent.SlaRescheduleRequested;
import io.amparo.events.ticket.TicketEvent.SlaDefinition;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.platform.store.Change;
import io.amparo.platform.store.DueAggregates;
import io.amparo.sla.SlaTest;
import io.amparo.sla.TicketFixture;
import io.amparo.sla.customer.Customers;
import io.amparo.sla.plan.PublishedPolicies;
import io.amparo.sla.product.Products;
import io.amparo.sla.readmodel.WatchedTickets;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
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
class MigrationInstancesIT {
    private static final String PLAN = "shared";
    private static final int INSTANCES = 4, TICKETS = 1_001;
    /** Pages of 500, 500 and 1 ticket, read in groups of at most 50. */
    private static final int GROUPS = 10 + 10 + 1;
    private static final Duration TIMEOUT = Duration.ofSeconds(60), TICK_INTERVAL = Duration.ofMillis(20),
            CLAIM_DURATION = Duration.ofSeconds(3);

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    Migrations migrations;
    @Autowired
    PreviewPages pages;
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
    void publishCustomers() {
        new TicketFixture(api, kafka).publishCustomers();
    }

    @Test
    void instances_preview_and_request_each_page_once_although_one_dies() {
        var manager = api.as(Persona.GISELE);
        TicketFixture.publish(manager, "/plans", PLAN, "PT4H", "24x7");
        TicketFixture.publish(manager, "/plans/" + PLAN + "/versions", PLAN, "PT8H", "24x7");
        var opened = openTickets();

        var groupReads = new AtomicInteger();
        String id;
        try (var threads = Executors.newScheduledThreadPool(INSTANCES)) {
            var instances = Stream.generate(() -> instance(groupReads)).limit(INSTANCES).map(instance -> threads
                    .scheduleWithFixedDelay(instance::tick, 0, TICK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)).toList();
            var preview = TicketFixture.preview(manager, Map.of("plan", PLAN, "toVersion", 2, "dryRun", true));
            id = preview.path("id").asString();
            assertThat(preview.path("totals").path("LATER").asInt()).isEqualTo(TICKETS);
            assertThat(groupReads.get()).as("groups that these tickers previewed").isLessThanOrEqualTo(GROUPS);

            var now = clock.instant();
            var until = now.plus(CLAIM_DURATION);
            migrations.update(id, "apply",
                    known -> new Change<>(known.apply(known.request().origin(), now).state(), List.of(), until));
            TicketFixture.awaitState(manager, "/api/v1/sla/migrations/" + id, "APPLIED");
            assertThat(migrations.find(id).orElseThrow().state().finishedAt())
                    .as("finished only after the claim of the dead instance expired").isAfter(until);
            assertThat(instances).as("a ticker that fails is not scheduled again").noneMatch(Future::isDone);
        }

        awaitAllRequests();
        assertThat(kafka.received())
                .filteredOn(event -> event.data() instanceof SlaRescheduleRequested it && it.migrationId().equals(id))
                .allSatisfy(event -> assertThat(event.causation()).isEqualTo("migration/" + id)).extracting(Event::id)
                .hasSize(TICKETS).doesNotHaveDuplicates();
        await().untilAsserted(() -> assertThat(kafka.received(SlaRescheduled.class))
                .filteredOn(it -> opened.containsKey(it.ticketId())).hasSize(TICKETS));
    }

    private Map<String, TicketOpened> openTickets() {
        var definition = new SlaDefinition(PLAN, 1, "24x7", "UTC", List.of());
        var opened = Stream.generate(() -> TicketFixture.ticketOpened("INCIDENT", Instant.now(), definition)).limit(TICKETS)
                .collect(toMap(TicketOpened::ticketId, ticket -> ticket));
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            opened.forEach((id, ticket) -> executor.submit(() -> kafka.publish(id, 1, ticket)));
        }
        await().atMost(TIMEOUT).until(() -> tickets.findAllById(tickets.openTicketIds(PLAN, "", TICKETS + 1)).stream()
                .filter(ticket -> !ticket.emittedEdges().isEmpty()).count() == TICKETS);
        return opened;
    }

    /** Publishes a request after those of the tickers: when it arrives, all of them have arrived. */
    private void awaitAllRequests() {
        kafka.publish("end", 1,
                new SlaRescheduleRequested("end", "end", "acme", "PLAN", "end/1", "end/2", "test", null, clock.instant()));
        kafka.receive(SlaRescheduleRequested.class, it -> it.ticketId().equals("end"));
    }

    /** @param groupReads counts the groups that these tickers preview: each group looks up the one product once */
    private MigrationTicker instance(AtomicInteger groupReads) {
        var impacts = new ImpactCalculator(customers, product -> {
            groupReads.incrementAndGet();
            return products.supportPeriod(product);
        }, policies, clock);
        return new MigrationTicker(migrations, new DueAggregates(migrations, clock, new SimpleMeterRegistry()),
                new PreviewStep(migrations, pages, tickets, impacts, clock),
                new ApplyStep(migrations, pages, tickets, impacts, clock), clock);
    }
}
