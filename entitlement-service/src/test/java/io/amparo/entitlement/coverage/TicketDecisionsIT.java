package io.amparo.entitlement.coverage;

import static io.amparo.testkit.ApiClients.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.clients.EventClient;
import io.amparo.entitlement.TestCatalogue;
import io.amparo.entitlement.TestClockConfig;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

/** The decisions on one ticket. */
@Tag("R8.4")
@ServiceTest("amparo.demo=true")
@Import(TestClockConfig.class)
class TicketDecisionsIT {
    private static final String DECISIONS = "/api/v1/entitlement-decisions";

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;

    @BeforeEach
    void publish_the_catalogue() {
        TestCatalogue.publish(kafka, api);
    }

    private JsonNode decide(String ticketId, Map<String, String> more) {
        var query = new HashMap<>(more);
        query.putAll(Map.of("ticketId", ticketId, "product", "opmon-9", "version", "9.2"));
        return json(api.as(Persona.CARLA).post().uri(DECISIONS).body(query).exchange().expectStatus().isOk());
    }

    @Test
    void a_later_decision_on_a_ticket_is_appended() {
        assertThat(decide("appended", Map.of("kind", "CONSULTANCY")).path("decision").asString()).isEqualTo("DENIED");
        assertThat(decide("appended", Map.of("kind", "CONSULTANCY")).path("decision").asString()).isEqualTo("DENIED");
        assertThat(decide("appended", Map.of("kind", "INCIDENT")).path("decision").asString()).isEqualTo("GRANTED");
        assertThat(decide("appended", Map.of("kind", "INCIDENT")).path("decision").asString()).isEqualTo("GRANTED");

        var items = json(api.as(Persona.FABIO).get().uri(DECISIONS + "/appended").exchange().expectStatus().isOk()).path("items");
        assertThat(items.valueStream().map(each -> each.at("/decision/decision").asString())).containsExactly("DENIED",
                "GRANTED");
        assertThat(items.valueStream())
                .allMatch(each -> each.at("/decision/policy").asString().equals("opservices/1") && each.hasNonNull("decidedAt"));
    }

    @Test
    void a_ticket_without_decision_is_not_found() {
        api.as(Persona.FABIO).get().uri(DECISIONS + "/none").exchange().expectStatus().isNotFound();
    }

    @Test
    @Tag("R8.1")
    void a_query_names_an_exclusion_of_the_policy() {
        var denied = json(api.as(Persona.BRUNO).post().uri(DECISIONS).header("Accept-Language", "en")
                .body(Map.of("kind", "INCIDENT", "product", "opmon-9", "version", "9.2", "exclusion", "X08")).exchange());
        assertThat(denied.path("decision").asString()).isEqualTo("DENIED");
        assertThat(denied.path("clause").asString()).isEqualTo("8.X08");
        assertThat(denied.at("/reasons/0/text").asString()).startsWith("The policy excludes: Antivirus");

        var unknown = api.as(Persona.BRUNO).post().uri(DECISIONS)
                .body(Map.of("kind", "INCIDENT", "product", "opmon-9", "version", "9.2", "exclusion", "X99")).exchange();
        assertThat(json(unknown.expectStatus().isEqualTo(422)).at("/errors/0/field").asString()).isEqualTo("exclusion");
    }
}
