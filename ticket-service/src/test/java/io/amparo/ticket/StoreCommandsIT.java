package io.amparo.ticket;

import static com.mongodb.client.model.Filters.eq;
import static io.amparo.ticket.TicketFixture.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.amparo.clients.EventClient;
import io.amparo.events.entitlement.EntitlementEvent.EntitlementDecided;
import io.amparo.events.sla.SlaEvent.Clock;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.platform.ServiceProperties;
import io.amparo.testkit.Backends;
import io.amparo.testkit.CommandCounts;
import io.amparo.testkit.CommandCountsConfig;
import io.amparo.testkit.Persona;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** What an opened ticket costs the store, with everything that follows from it. */
@TicketServiceTest
@Import(CommandCountsConfig.class)
@TestPropertySource(properties = "amparo.outbox-sweep=1h")
class StoreCommandsIT {
    private static final int LIMIT = 9;
    /** Of a ticket among many: numbers and removals of published events are shared. */
    private static final int SHARED_LIMIT = 7;
    private static final int MAX_ATTEMPTS = 20;

    @Autowired
    EventClient kafka;
    @Autowired
    TicketFixture fixture;
    @Autowired
    CommandCounts commands;
    @Autowired
    ServiceProperties service;

    /** Its commands do not count. */
    private final MongoClient client = MongoClients.create(Backends.get().mongoUri());

    @AfterAll
    void close() {
        client.close();
    }

    /**
     * The first of several that is cheap enough: a lookup may have expired, and on a busy machine the event may arrive before the
     * summary is stored, or two events of a ticket may not share the removal from the outbox.
     */
    @Test
    void an_opened_ticket_needs_few_commands() {
        openWithClocks(); // knows the customer
        var counts = new ArrayList<Map<String, Integer>>();
        while (counts.size() < MAX_ATTEMPTS && counts.stream().noneMatch(StoreCommandsIT::isCheap)) {
            commands.reset();
            openWithClocks();
            counts.add(commands.counts());
        }
        assertThat(counts).as("commands of each ticket").anyMatch(StoreCommandsIT::isCheap);
    }

    private static boolean isCheap(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum() <= LIMIT;
    }

    @Test
    void tickets_that_are_opened_together_share_commands() {
        openWithClocks();
        commands.reset();

        int tickets = 20;
        var opened = Collections.synchronizedList(new ArrayList<TicketOpened>());
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < tickets; n++) callers.execute(() -> opened.add(open()));
        }
        assertThat(opened).hasSize(tickets);
        opened.forEach(this::assignClocks);
        await().until(() -> opened.stream().allMatch(this::hasPublishedClocks));

        assertThat(commands.total()).as("commands of %d tickets: %s", tickets, commands.counts())
                .isLessThanOrEqualTo(tickets * SHARED_LIMIT);
    }

    private void openWithClocks() {
        var opened = open();
        await().until(() -> isPublished("tickets", opened) && isPublished("ticket_states", opened));
        assignClocks(opened);
        await().until(() -> hasPublishedClocks(opened));
    }

    private TicketOpened open() {
        var ticket = fixture.openTicket(Persona.BRUNO);
        var opened = kafka.receive(TicketOpened.class, each -> path(ticket).endsWith(each.number()));
        kafka.publish(opened.ticketId() + "/decision", opened.ticketId(), 1,
                new EntitlementDecided(opened.ticketId(), opened.ticketId(), "acme", Persona.BRUNO.id(), "INCIDENT", "opmon-9",
                        "9.2", "GRANTED", "EDITION", List.of(), List.of(), "premium-24x7", Instant.now()));
        return opened;
    }

    private void assignClocks(TicketOpened opened) {
        var now = Instant.now();
        kafka.publish(opened.ticketId() + "/assigned", opened.ticketId(), 1, new SlaAssigned(opened.ticketId(), opened.number(),
                "acme", "s", "INCIDENT", "P1", "premium-24x7", 1, "24x7", "America/Sao_Paulo", clocks(opened), now));
    }

    /** Returns the clocks as they were promised, as the engine assigns them. */
    private static List<Clock> clocks(TicketOpened opened) {
        return Objects.requireNonNull(opened.sla()).promises().stream()
                .map(promise -> new Clock(promise.metric(), 1, promise.budget(), "PT0S", promise.dueAt())).toList();
    }

    private boolean hasPublishedClocks(TicketOpened opened) {
        return isPublished("tickets", opened) && isPublished("ticket_states", opened)
                && state("ticket_states", opened).get("sla") != null;
    }

    private boolean isPublished(String collection, TicketOpened opened) {
        var found = database().getCollection(collection).find(eq(opened.ticketId())).first();
        return found != null && found.getList("outbox", Document.class).isEmpty();
    }

    private MongoDatabase database() {
        return client.getDatabase(service.database());
    }

    private Document state(String collection, TicketOpened opened) {
        return Objects.requireNonNull(database().getCollection(collection).find(eq(opened.ticketId())).first()).get("state",
                Document.class);
    }
}
