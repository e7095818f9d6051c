package io.amparo.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.platform.security.Companies;
import io.amparo.testkit.Api;
import io.amparo.testkit.Persona;
import io.amparo.testkit.Wire;
import io.amparo.testkit.World;
import java.util.HashMap;
import java.util.Map;

/** Opens tickets through the API and publishes the customers that they need. */
final class Desk {
    static final String TICKETS = "/api/v1/tickets";

    private final Api api;
    private final Wire wire;
    private final Companies companies;

    Desk(Api api, Wire wire, Companies companies) {
        this.api = api;
        this.wire = wire;
        this.companies = companies;
    }

    void knowsCustomers() {
        wire.say("acme", 1, World.acme());
        wire.say("borealis", 1, World.borealis());
        await().until(() -> companies.of(Persona.BRUNO.email()).isPresent() && companies.of(Persona.CARLA.email()).isPresent());
    }

    static Map<String, Object> incident() {
        return new HashMap<>(Map.of("kind", "INCIDENT", "subject", "Collector stopped", "description", "No data since 10:00",
                "product", "opmon-9", "version", "9.2", "effect", "INTERRUPTION", "impact", "HIGH", "urgency", "HIGH"));
    }

    Api.Answer opened(Persona person) {
        var answer = api.as(person).post(TICKETS, incident());
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer;
    }

    static String path(Api.Answer ticket) {
        return TICKETS + "/" + ticket.body().get("number").asString();
    }
}
