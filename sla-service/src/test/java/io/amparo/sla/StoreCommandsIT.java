package io.amparo.sla;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.amparo.clients.EventClient;
import io.amparo.events.ticket.TicketEvent.Promise;
import io.amparo.events.ticket.TicketEvent.SlaDefinition;
import io.amparo.platform.ServiceProperties;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Backends;
import io.amparo.testkit.CommandCounts;
import io.amparo.testkit.CommandCountsConfig;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import io.amparo.testkit.TestCustomers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** What the quote and the clocks of an opened ticket cost the store. */
@ServiceTest({"amparo.demo=true", "amparo.outbox-sweep=1h"})
@Import(CommandCountsConfig.class)
class StoreCommandsIT {
    /** Three if the two consumers read the ticket and its clocks one after the other, and a repeated insert if at once. */
    private static final int LIMIT = 4;
    private static final Duration TIMEOUT = Duration.ofSeconds(40);

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    CommandCounts commands;
    @Autowired
    ServiceProperties service;

    /** Its commands do not count. */
    private final MongoClient client = MongoClients.create(Backends.get().mongoUri());

    @BeforeAll
    void publishCustomers() {
        kafka.publish("acme", 1, TestCustomers.acme());
        await().atMost(TIMEOUT).until(() -> ApiClients.status(quote()) == 200);
    }

    @AfterAll
    void close() {
        client.close();
    }

    @Test
    void a_quote_and_its_clocks_need_few_commands() {
        openWithClocks(); // knows customer and plan
        await().atMost(TIMEOUT).until(this::policiesArePublished);
        commands.reset();

        openWithClocks();

        assertThat(commands.total()).as("commands of one ticket: %s", commands.counts()).isLessThanOrEqualTo(LIMIT);
    }

    /** The relay removes the events of the start a second after it has published them. */
    private boolean policiesArePublished() {
        return Stream.of("calendars", "plans", "zones").flatMap(
                name -> client.getDatabase(service.database()).getCollection(name).find().into(new ArrayList<>()).stream())
                .allMatch(policy -> policy.getList("outbox", Document.class, List.of()).isEmpty());
    }

    private ResponseSpec quote() {
        return api.as(Persona.BRUNO).post().uri("/api/v1/sla/quotes")
                .body(Map.of("customer", "acme", "kind", "INCIDENT", "priority", "P1")).exchange();
    }

    private void openWithClocks() {
        quote().expectStatus().isOk();
        var now = Instant.now();
        var opened = TicketFixture.ticketOpened("INCIDENT", now, new SlaDefinition("premium-24x7", 1, "24x7", "America/Sao_Paulo",
                List.of(new Promise("RESOLUTION", "PT4H", now.plusSeconds(14_400)))));
        kafka.publish(opened.ticketId(), 1, opened);
        await().atMost(TIMEOUT).until(() -> hasClocks(opened.ticketId()));
    }

    /** Whether the read model has the ticket and its clocks. */
    private boolean hasClocks(String ticketId) {
        var ticket = client.getDatabase(service.database()).getCollection("tickets").find(eq(ticketId)).first();
        if (ticket == null) return false;
        var causes = ticket.getList("inbox", String.class);
        return causes.stream().anyMatch(cause -> cause.endsWith("TICKET/1/assigned"))
                && causes.stream().anyMatch(cause -> cause.startsWith("/amparo/elsewhere"));
    }
}
