package io.amparo.entitlement.coverage;

import static io.amparo.testkit.ApiClients.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.entitlement.TestCatalogue;
import io.amparo.entitlement.TestClockConfig;
import io.amparo.events.entitlement.EntitlementEvent.IncidentCommitted;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

/** A policy whose edition PRO includes two incidents in a period. Borealis has it, and one paid incident. */
@Tag("R5.7")
@ServiceTest({"amparo.demo=true", "POLICY_FILE=src/test/resources/policy/northwind-4.json"})
@Import(TestClockConfig.class)
class IncludedIncidentsIT {
    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    private IncidentFixture incidents;

    @BeforeEach
    void createFixture() {
        incidents = new IncidentFixture(api, kafka);
    }

    private JsonNode lot() {
        return json(api.as(Persona.CARLA).get().uri("/api/v1/customers/borealis/included-incidents").exchange()).path("items")
                .path(0);
    }

    private static List<String> via(List<JsonNode> decisions) {
        return decisions.stream().map(each -> each.path("via").asString("")).sorted().toList();
    }

    @Test
    void included_incidents_are_used_before_the_paid_one() {
        TestCatalogue.publish(kafka, api);
        assertThat(lot().isMissingNode()).isTrue();
        var decisions = incidents.decideAtOnce(20);

        assertThat(via(decisions).stream().filter(via -> !via.isEmpty())).containsExactly("EDITION", "EDITION", "VOUCHER");
        assertThat(decisions.stream().filter(each -> each.path("decision").asString().equals("DENIED")))
                .allMatch(each -> each.at("/reasons/0/code").asString().equals("incident-needs-voucher")).hasSize(17);
        assertThat(lot().path("granted").asInt()).isEqualTo(2);
        assertThat(lot().path("balance").asInt()).isZero();

        var granted = Collections.synchronizedList(new ArrayList<String>());
        for (int n = 0; n < 20; n++)
            if (incidents.decide("opening-" + n).path("via").asString("").equals("EDITION")) granted.add("opening-" + n);
        assertThat(granted).as("a retry keeps its incident").hasSize(2);

        incidents.open(granted.getFirst(), "EDITION");
        assertThat(kafka.receive(IncidentCommitted.class, event -> event.ticketId().equals(granted.getFirst())).lotKind())
                .isEqualTo("INCLUDED");
        incidents.refuse(granted.getLast());
        await().untilAsserted(() -> assertThat(lot().path("balance").asInt()).isEqualTo(1));
        assertThat(lot().path("reserved").asInt()).isZero();
        assertThat(incidents.decide("after-refusal").path("via").asString()).isEqualTo("EDITION");
        assertThat(incidents.decide("one-too-many").path("decision").asString()).isEqualTo("DENIED");
    }
}
