package io.amparo.sla;

import static io.amparo.testkit.ApiClients.json;
import static io.amparo.testkit.ApiClients.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.platform.security.ContactLookup;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.TestCustomers;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

/** Diego of Cobalt reads clocks and quotes of Acme while Cobalt serves it. */
@SlaTest
class ServedCompaniesIT {
    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    ContactLookup contacts;

    private void serve(String... customers) {
        kafka.publish("cobalt", TicketFixture.nextCustomerVersion(), TestCustomers.cobaltServing(customers));
        await().until(() -> contacts.findByEmail(Persona.DIEGO.email())
                .filter(diego -> diego.companies().size() == customers.length + 1).isPresent());
    }

    private ResponseSpec quote(@Nullable String customer) {
        var request = new HashMap<String, Object>(Map.of("kind", "INCIDENT", "priority", "P1"));
        if (customer != null) request.put("customer", customer);
        return api.as(Persona.DIEGO).post().uri("/api/v1/sla/quotes").body(request).exchange();
    }

    @Test
    @Tag("R5.4")
    void clocks_and_quotes_of_a_served_company_end_with_the_relation() {
        var fixture = new TicketFixture(api, kafka);
        fixture.publishCustomers();
        serve("acme");
        var ticket = fixture.openTicket("INCIDENT", Instant.now());

        await().until(() -> status(api.as(Persona.BRUNO).get().uri("/api/v1/sla/clocks/" + ticket.number()).exchange()) == 200);
        api.as(Persona.DIEGO).get().uri("/api/v1/sla/clocks/" + ticket.number()).exchange().expectStatus().isOk();
        assertThat(json(quote("acme").expectStatus().isOk()).path("plan").asString()).isEqualTo("demo-seconds");
        assertThat(json(quote("cobalt").expectStatus().isOk()).path("plan").asString()).isEqualTo("standard");
        var problem = json(quote(null).expectStatus().isEqualTo(422));
        assertThat(problem.at("/errors/0/field").asString()).isEqualTo("customer");
        assertThat(problem.at("/errors/0/allowed").valueStream().map(JsonNode::asString)).containsExactly("cobalt", "acme");
        quote("borealis").expectStatus().isForbidden();

        serve();
        api.as(Persona.DIEGO).get().uri("/api/v1/sla/clocks/" + ticket.number()).exchange().expectStatus().isNotFound();
        quote("acme").expectStatus().isForbidden();
        quote(null).expectStatus().isOk();
    }
}
