package io.amparo.notification;

import static com.mongodb.client.model.Filters.eq;
import static io.amparo.notification.TicketEventFixture.BRUNO;
import static io.amparo.notification.TicketEventFixture.assigned;
import static io.amparo.notification.TicketEventFixture.definition;
import static io.amparo.notification.TicketEventFixture.number;
import static io.amparo.notification.TicketEventFixture.opened;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.amparo.clients.EventClient;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.notification.audience.Customers;
import io.amparo.platform.ServiceProperties;
import io.amparo.testkit.Backends;
import io.amparo.testkit.CommandCounts;
import io.amparo.testkit.CommandCountsConfig;
import io.amparo.testkit.ServiceTest;
import io.amparo.testkit.TestCustomers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What the receipt of an opened ticket costs the store, until the mail server has accepted it. */
@ServiceTest({"amparo.outbox-sweep=1h", "amparo.mail.sweep=1h", "amparo.inbox.tail=1h", "amparo.alerts.sweep=1h",
        "amparo.webhooks.refresh=1h"})
@Import(CommandCountsConfig.class)
class StoreCommandsIT {
    private static final int LIMIT = 4;
    private static final MailServer MAIL = MailServer.start();

    @Autowired
    EventClient kafka;
    @Autowired
    Customers customers;
    @Autowired
    CommandCounts commands;
    @Autowired
    ServiceProperties service;

    /** Its commands do not count. */
    private final MongoClient client = MongoClients.create(Backends.get().mongoUri());

    @DynamicPropertySource
    static void mailServer(DynamicPropertyRegistry properties) {
        MAIL.configure(properties);
    }

    @BeforeAll
    void publishAcme() {
        kafka.publish("acme", 1, TestCustomers.acme());
        await().atMost(Duration.ofSeconds(40)).until(() -> customers.find("acme").isPresent());
    }

    @AfterAll
    void close() {
        client.close();
    }

    @Test
    void a_receipt_needs_few_commands() {
        receive("000001"); // knows the customer
        var fewest = Stream.of("000002", "000003", "000004", "000005").map(this::commandsOf)
                .min(Comparator.comparing(counts -> counts.values().stream().mapToLong(Number::longValue).sum())).orElseThrow();

        assertThat(fewest.values().stream().mapToLong(Number::longValue).sum()).as("commands of one receipt: %s", fewest)
                .isLessThanOrEqualTo(LIMIT);
    }

    /**
     * The first ones also read what is parked of each partition, and the outcome of the receipt before may still be published.
     */
    private Map<String, ? extends Number> commandsOf(String id) {
        commands.reset();
        receive(id);
        return Map.copyOf(commands.counts());
    }

    /** Sorting all unread notices of a watcher in memory would end at the time limit of a query. */
    @Test
    void unread_notices_have_an_index_in_the_order_of_the_list() {
        var indexes = client.getDatabase(service.database()).getCollection("notifications").listIndexes()
                .map(index -> List.copyOf(index.get("key", Document.class).keySet())).into(new ArrayList<>());

        assertThat(indexes).contains(List.of("recipient", "readAt", "addedAt", "_id"));
    }

    private void receive(String id) {
        kafka.publish(id, 1, promised(assigned(id)));
        kafka.publish(id, 1, opened(id, BRUNO, definition()));
        MAIL.awaitMail(received -> received.subject().contains(number(id)));
        await().until(() -> isSent(id));
    }

    private static SlaAssigned promised(SlaAssigned assigned) {
        return new SlaAssigned(assigned.ticketId(), assigned.number(), assigned.customerId(), assigned.subject(), assigned.kind(),
                assigned.priority(), assigned.plan(), assigned.planVersion(), assigned.calendar(), assigned.zone(),
                assigned.clocks(), assigned.assignedAt(), null, true, null);
    }

    /** Whether the delivery is recorded as sent, and its event is published. */
    private boolean isSent(String id) {
        var delivery = client.getDatabase(service.database()).getCollection("deliveries").find(eq("state.about.id", id)).first();
        return delivery != null && delivery.get("state", Document.class).getString("state").equals("SENT")
                && delivery.getList("outbox", Document.class, List.of()).isEmpty();
    }
}
