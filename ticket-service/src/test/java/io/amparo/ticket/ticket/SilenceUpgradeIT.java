package io.amparo.ticket.ticket;

import static com.mongodb.client.model.Filters.eq;
import static io.amparo.testkit.ApiClients.etag;
import static io.amparo.testkit.ApiClients.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.model.Updates;
import io.amparo.platform.ServiceProperties;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.ticket.TicketServiceTest;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@TicketServiceTest
@Tag("R9.C9")
class SilenceUpgradeIT {
    @Autowired
    ApiClients api;
    @Autowired
    SilenceUpgrade upgrade;
    @Autowired
    MongoClient mongo;
    @Autowired
    ServiceProperties service;

    private JsonNode read(String path) {
        return json(api.as(Persona.FABIO).get().uri(path).exchange().expectStatus().isOk());
    }

    @Test
    void a_waiting_ticket_of_an_older_build_gets_a_deadline() {
        var opened = json(api.as(Persona.BRUNO).post().uri("/api/v1/tickets")
                .body(Map.of("kind", "SERVICE_REQUEST", "subject", "A training", "description", "For the new team")).exchange()
                .expectStatus().isCreated());
        var number = opened.get("number").asString();
        var path = "/api/v1/tickets/" + number;
        api.as(Persona.FABIO).put().uri(path + "/status")
                .header("If-Match", etag(api.as(Persona.FABIO).get().uri(path).exchange()))
                .body(Map.of("status", "WAITING_CUSTOMER")).exchange().expectStatus().isOk();
        mongo.getDatabase(service.database()).getCollection("tickets").updateOne(eq("state.number", number),
                Updates.combine(Updates.unset("state.handling.silence"), Updates.unset("dueAt")));
        assertThat(read(path).has("autoCloseAt")).isFalse();

        upgrade.run();

        var upgraded = read(path).get("autoCloseAt").asString();
        assertThat(upgraded).isNotBlank();
        upgrade.run();
        assertThat(read(path).get("autoCloseAt").asString()).isEqualTo(upgraded);
    }
}
