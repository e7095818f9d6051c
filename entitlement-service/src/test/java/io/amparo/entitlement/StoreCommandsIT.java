package io.amparo.entitlement;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.amparo.clients.EventClient;
import io.amparo.platform.ServiceProperties;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Backends;
import io.amparo.testkit.CommandCounts;
import io.amparo.testkit.CommandCountsConfig;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** What the decision on a ticket costs the store, until its event is published. */
@ServiceTest({"amparo.demo=true", "amparo.outbox-sweep=1h"})
@Import({TestClockConfig.class, CommandCountsConfig.class})
class StoreCommandsIT {
    private static final int LIMIT = 4;

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

    @AfterAll
    void close() {
        client.close();
    }

    @Test
    void a_decision_needs_few_commands() {
        TestCatalogue.publish(kafka, api);
        decide("first"); // knows the products
        commands.reset();

        decide("second");

        assertThat(commands.total()).as("commands of one decision: %s", commands.counts()).isLessThanOrEqualTo(LIMIT);
    }

    private void decide(String ticketId) {
        api.as(Persona.BRUNO).post().uri("/api/v1/entitlement-decisions").body(Map.of("email", Persona.BRUNO.email(), "kind",
                "INCIDENT", "product", "opmon-9", "version", "9.2", "ticketId", ticketId)).exchange().expectStatus().isOk();
        await().until(() -> isPublished(ticketId));
    }

    private boolean isPublished(String ticketId) {
        var decision = client.getDatabase(service.database()).getCollection("decisions").find(eq(ticketId)).first();
        return decision != null && decision.getList("outbox", Document.class, List.of()).isEmpty();
    }
}
