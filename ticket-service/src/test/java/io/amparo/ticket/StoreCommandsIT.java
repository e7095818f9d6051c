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
import io.amparo.testkit.Persona;
import io.amparo.testkit.StoreCommands;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** What an opened ticket costs the store, with everything that follows from it. */
@TicketServiceTest
@Import(StoreCommandsIT.CountedCommands.class)
@TestPropertySource(properties = "amparo.outbox-sweep=1h")
class StoreCommandsIT {
    private static final int LIMIT = 25;

    @TestConfiguration
    static class CountedCommands {
        @Bean
        StoreCommands storeCommands() {
            return new StoreCommands();
        }

        @Bean
        MongoClientSettingsBuilderCustomizer countedCommands(StoreCommands commands) {
            return settings -> settings.addCommandListener(commands);
        }
    }

    @Autowired
    EventClient kafka;
    @Autowired
    TicketFixture fixture;
    @Autowired
    StoreCommands commands;
    @Autowired
    ServiceProperties service;

    /** Its commands do not count. */
    private final MongoClient client = MongoClients.create(Backends.get().mongoUri());

    @AfterAll
    void close() {
        client.close();
    }

    @Test
    void an_opened_ticket_needs_few_commands() {
        openWithClocks(); // knows the customer, and has a block of numbers
        commands.reset();

        openWithClocks();

        var counts = commands.counts();
        System.out.println("COUNTS " + counts + " = " + commands.total());
        assertThat(commands.total()).as("commands of one ticket: %s", counts).isLessThanOrEqualTo(LIMIT);
    }

    private void openWithClocks() {
        var ticket = fixture.openTicket(Persona.BRUNO);
        var opened = kafka.receive(TicketOpened.class, each -> path(ticket).endsWith(each.number()));
        var now = Instant.now();
        kafka.publish(opened.ticketId() + "/decision", opened.ticketId(), 1,
                new EntitlementDecided(opened.ticketId(), opened.ticketId(), "acme", Persona.BRUNO.id(), "INCIDENT", "opmon-9",
                        "9.2", "GRANTED", "EDITION", List.of(), List.of(), "premium-24x7", now));
        await().until(() -> isPublished("tickets", opened) && isPublished("ticket_states", opened));
        kafka.publish(opened.ticketId() + "/assigned", opened.ticketId(), 1,
                new SlaAssigned(opened.ticketId(), opened.number(), "acme", "s", "INCIDENT", "P1", "premium-24x7", 1, "24x7",
                        "America/Sao_Paulo", List.of(new Clock("RESOLUTION", 1, "PT1M", "PT0S", now)), now));
        await().until(() -> state("ticket_states", opened).get("sla") != null && isPublished("ticket_states", opened));
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
