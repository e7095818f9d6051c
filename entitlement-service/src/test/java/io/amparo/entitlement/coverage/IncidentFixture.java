package io.amparo.entitlement.coverage;

import static io.amparo.testkit.ApiClients.json;

import io.amparo.clients.EventClient;
import io.amparo.events.ticket.TicketEvent.Person;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.events.ticket.TicketEvent.TicketRefused;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;

/** Decides on incidents of Carla of Borealis, and publishes the events of their tickets. */
record IncidentFixture(ApiClients api, EventClient kafka) {
    static final Person CARLA = new Person("borealis-carla", "Carla Dias", "en");

    JsonNode decide(String ticketId) {
        return json(api.as(Persona.CARLA).post().uri("/api/v1/entitlement-decisions")
                .body(Map.of("ticketId", ticketId, "kind", "INCIDENT", "product", "opmon-9", "version", "9.2")).exchange()
                .expectStatus().isOk());
    }

    /** Decides on the tickets {@code opening-0} and so on at the same time. */
    List<JsonNode> decideAtOnce(int tickets) {
        var decisions = Collections.synchronizedList(new ArrayList<JsonNode>());
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < tickets; n++) {
                var ticketId = "opening-" + n;
                callers.execute(() -> decisions.add(decide(ticketId)));
            }
        }
        return decisions;
    }

    /** @param via what has entitled to the ticket */
    void open(String ticketId, String via) {
        kafka.publish(ticketId + "/opened", ticketId, 1, new TicketOpened(ticketId, "T-2026-000002", "borealis", "Borealis Bank",
                CARLA, "INCIDENT", "P1", "opmon-9", "9.2", "s", Instant.now(), via, null));
    }

    void refuse(String ticketId) {
        kafka.publish(ticketId + "/refused", ticketId, 1,
                new TicketRefused(ticketId, "T-2026-000001", "borealis", CARLA, "s", "expired", Instant.now()));
    }
}
