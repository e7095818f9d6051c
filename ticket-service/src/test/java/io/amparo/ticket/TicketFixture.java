package io.amparo.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.platform.security.CompanyLookup;
import io.amparo.testkit.Api;
import io.amparo.testkit.Persona;
import io.amparo.testkit.TestCustomers;
import java.util.HashMap;
import java.util.Map;

/** Opens tickets through the API and publishes the customers that they need. */
final class TicketFixture {
    static final String TICKETS = "/api/v1/tickets";

    private final Api api;
    private final EventClient kafka;
    private final CompanyLookup companyLookup;

    TicketFixture(Api api, EventClient kafka, CompanyLookup companyLookup) {
        this.api = api;
        this.kafka = kafka;
        this.companyLookup = companyLookup;
    }

    void publishCustomers() {
        kafka.publish("acme", 1, TestCustomers.acme());
        kafka.publish("borealis", 1, TestCustomers.borealis());
        await().until(() -> companyLookup.findByEmail(Persona.BRUNO.email()).isPresent()
                && companyLookup.findByEmail(Persona.CARLA.email()).isPresent());
    }

    static Map<String, Object> incident() {
        return new HashMap<>(Map.of("kind", "INCIDENT", "subject", "Collector stopped", "description", "No data since 10:00",
                "product", "opmon-9", "version", "9.2", "effect", "INTERRUPTION", "impact", "HIGH", "urgency", "HIGH"));
    }

    Api.Response openTicket(Persona person) {
        var response = api.as(person).post(TICKETS, incident());
        assertThat(response.status()).as(response.text()).isEqualTo(201);
        return response;
    }

    static String path(Api.Response ticket) {
        return TICKETS + "/" + ticket.body().get("number").asString();
    }
}
