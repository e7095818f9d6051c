package io.amparo.entitlement.coverage;

import static io.amparo.testkit.ApiClients.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.entitlement.TestCatalogue;
import io.amparo.entitlement.TestClockConfig;
import io.amparo.events.entitlement.EntitlementEvent.IncidentCommitted;
import io.amparo.events.ticket.TicketEvent.Person;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.events.ticket.TicketEvent.TicketRefused;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
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
    private static final Person CARLA = new Person("borealis-carla", "Carla Dias", "en");

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;

    private JsonNode decide(String ticketId) {
        return json(api.as(Persona.CARLA).post().uri("/api/v1/entitlement-decisions")
                .body(Map.of("ticketId", ticketId, "kind", "INCIDENT", "product", "opmon-9", "version", "9.2")).exchange()
                .expectStatus().isOk());
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
        var decisions = Collections.synchronizedList(new ArrayList<JsonNode>());
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < 20; n++) {
                var ticketId = "opening-" + n;
                callers.execute(() -> decisions.add(decide(ticketId)));
            }
        }

        assertThat(via(decisions).stream().filter(via -> !via.isEmpty())).containsExactly("EDITION", "EDITION", "VOUCHER");
        assertThat(decisions.stream().filter(each -> each.path("decision").asString().equals("DENIED")))
                .allMatch(each -> each.at("/reasons/0/code").asString().equals("incident-needs-voucher")).hasSize(17);
        assertThat(lot().path("granted").asInt()).isEqualTo(2);
        assertThat(lot().path("balance").asInt()).isZero();

        var granted = Collections.synchronizedList(new ArrayList<String>());
        for (int n = 0; n < 20; n++)
            if (decide("opening-" + n).path("via").asString("").equals("EDITION")) granted.add("opening-" + n);
        assertThat(granted).as("a retry keeps its incident").hasSize(2);

        open(granted.getFirst());
        assertThat(kafka.receive(IncidentCommitted.class, event -> event.ticketId().equals(granted.getFirst())).lotKind())
                .isEqualTo("INCLUDED");
        refuse(granted.getLast());
        await().untilAsserted(() -> assertThat(lot().path("balance").asInt()).isEqualTo(1));
        assertThat(lot().path("reserved").asInt()).isZero();
        assertThat(decide("after-refusal").path("via").asString()).isEqualTo("EDITION");
        assertThat(decide("one-too-many").path("decision").asString()).isEqualTo("DENIED");
    }

    private void open(String ticketId) {
        kafka.publish(ticketId + "/opened", ticketId, 1, new TicketOpened(ticketId, "T-2026-000002", "borealis", "Borealis Bank",
                CARLA, "INCIDENT", "P1", "opmon-9", "9.2", "s", Instant.now(), "EDITION", null));
    }

    private void refuse(String ticketId) {
        kafka.publish(ticketId + "/refused", ticketId, 1,
                new TicketRefused(ticketId, "T-2026-000001", "borealis", CARLA, "s", "expired", Instant.now()));
    }
}
