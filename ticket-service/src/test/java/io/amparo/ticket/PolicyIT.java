package io.amparo.ticket;

import static io.amparo.testkit.ApiClients.etag;
import static io.amparo.testkit.ApiClients.json;
import static io.amparo.ticket.TicketFixture.TICKETS;
import static io.amparo.ticket.TicketFixture.incident;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.amparo.clients.EventClient;
import io.amparo.events.policy.PolicyEvent.PolicyChoice;
import io.amparo.events.policy.PolicyEvent.PolicyField;
import io.amparo.platform.ServiceProperties;
import io.amparo.platform.security.ContactLookup;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import io.amparo.testkit.TestPolicies;
import io.amparo.ticket.policy.Policies;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** Tickets need a published policy, and follow the last published one. */
@ServiceTest
class PolicyIT {
    private static final List<String> MATRIX = List.of("P2", "P2", "P3", "P2", "P3", "P3", "P3", "P3", "P4");

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    ContactLookup contactLookup;
    @Autowired
    Policies policies;
    @Autowired
    MongoClient mongo;
    @Autowired
    ServiceProperties service;

    @DynamicPropertySource
    static void upstreams(DynamicPropertyRegistry registry) {
        registry.add("amparo.entitlement.url", UpstreamStubs.ENTITLEMENT::url);
        registry.add("amparo.sla.url", UpstreamStubs.SLA::url);
    }

    @Test
    @Tag("R1.2")
    void a_ticket_waits_for_the_policy_and_follows_the_last_published_one() {
        var fixture = new TicketFixture(api, kafka, contactLookup, policies, mongo.getDatabase(service.database()));
        fixture.publishCustomers();

        api.as(Persona.BRUNO).post().uri(TICKETS).body(incident()).exchange().expectStatus().isEqualTo(503).expectHeader()
                .exists("Retry-After");

        fixture.publishPolicy(TestPolicies.opservices());
        var bruno = api.as(Persona.BRUNO).mutate().defaultHeader("Idempotency-Key", UUID.randomUUID().toString()).build();
        var opened = json(bruno.post().uri(TICKETS).body(incident()).exchange().expectStatus().isCreated());
        assertThat(opened.path("priority").asString()).isEqualTo("P1");

        fixture.publishPolicy(TestPolicies.policy("other", List.of(TestPolicies.kind("INCIDENT", "EDITION", "A", "product")),
                MATRIX, Instant.parse("2026-11-20T12:00:00Z")));
        var withoutVersion = incident();
        withoutVersion.remove("version");
        var other = json(api.as(Persona.BRUNO).post().uri(TICKETS).body(withoutVersion).exchange().expectStatus().isCreated());
        assertThat(other.path("priority").asString()).isEqualTo("P2");
        var question = Map.of("kind", "QUESTION", "subject", "How to", "description", "Export");
        assertThat(json(api.as(Persona.BRUNO).post().uri(TICKETS).body(question).exchange().expectStatus().isEqualTo(422))
                .path("errors").findValuesAsString("field")).containsExactly("kind");

        assertThat(json(bruno.post().uri(TICKETS).body(incident()).exchange().expectStatus().isCreated()).path("number"))
                .as("a retry under another matrix").isEqualTo(opened.path("number"));

        fixture.publishPolicy(TestPolicies.policy("strict", List.of(TestPolicies.kind("INCIDENT", "EDITION", "A", "selfHelp")),
                MATRIX, Instant.parse("2026-11-20T13:00:00Z")));
        assertThat(json(api.as(Persona.BRUNO).post().uri(TICKETS).body(incident()).exchange().expectStatus().isEqualTo(422))
                .path("errors").findValuesAsString("field")).containsExactly("selfHelp");
        assertThat(json(bruno.post().uri(TICKETS).body(incident()).exchange().expectStatus().isCreated()).path("number"))
                .as("a retry is not checked once more").isEqualTo(opened.path("number"));

        checkDefinedFields(fixture);
        assertThat(policies.find("effective").orElseThrow().zone()).isEqualTo(ZoneId.of("America/Sao_Paulo"));
        mongo.getDatabase(service.database()).getCollection("policies").updateOne(Filters.eq("effective"),
                Updates.unset("state.zone"));
        assertThat(policies.find("effective").orElseThrow().zone()).as("stored by an older build").isEqualTo(ZoneOffset.UTC);
    }

    private void checkDefinedFields(TicketFixture fixture) {
        fixture.publishPolicy(TestPolicies.policy("northwind", List.of(TestPolicies.kindWith("INCIDENT",

                new PolicyField("site", "CHOICE", true, List.of(), List.of(new PolicyChoice("north", List.of())), null),
                new PolicyField("purchaseOrder", "TEXT", false, List.of(), List.of(), 20))), MATRIX,
                Instant.parse("2026-11-20T14:00:00Z")));
        var request = incident();
        request.remove("product");
        request.put("fields", Map.of("purchaseOrder", "x".repeat(21), "colour", "red"));
        assertThat(invalidFields(api.as(Persona.BRUNO).post().uri(TICKETS).body(request).exchange())).containsExactly("product",
                "fields.site", "fields.purchaseOrder", "fields.colour");

        request.put("subject", " ");
        request.put("version", "newest");
        assertThat(invalidFields(api.as(Persona.BRUNO).post().uri(TICKETS).body(request).exchange())).as("of all rules")
                .containsExactlyInAnyOrder("subject", "version", "product", "fields.site", "fields.purchaseOrder",
                        "fields.colour");

        request = incident();
        request.put("fields", Map.of("purchaseOrder", " 4711 ", "site", "north"));
        var key = UUID.randomUUID().toString();
        var bruno = api.as(Persona.BRUNO).mutate().defaultHeader("Idempotency-Key", key).build();
        var opened = json(bruno.post().uri(TICKETS).body(request).exchange().expectStatus().isCreated());
        assertThat(json(api.as(Persona.BRUNO).get().uri(TicketFixture.path(opened)).exchange()).get("fields").toString())
                .isEqualTo("{\"purchaseOrder\":\"4711\",\"site\":\"north\"}");
        request.put("fields", Map.of("site", "north"));
        bruno.post().uri(TICKETS).body(request).exchange().expectStatus().isEqualTo(422);
        checkChangedFields(TicketFixture.path(opened));
        checkKindWithFields(fixture, TicketFixture.path(opened));
    }

    private void checkChangedFields(String path) {
        assertThat(invalidFields(put(path, "fields", Map.of("fields", Map.of("site", "south", "colour", "red")))))
                .containsExactly("fields.site", "fields.colour");
        assertThat(json(
                put(path, "fields", Map.of("fields", Map.of("site", "north", "purchaseOrder", "4712"))).expectStatus().isOk())
                .at("/fields/purchaseOrder").asString()).isEqualTo("4712");
    }

    private void checkKindWithFields(TicketFixture fixture, String path) {
        fixture.publishPolicy(TestPolicies.policy("northwind", List.of(TestPolicies.kindWith("QUESTION",

                new PolicyField("site", "CHOICE", true, List.of(), List.of(new PolicyChoice("north", List.of())), null),
                new PolicyField("topic", "TEXT", true, List.of(), List.of(), 20))), MATRIX,
                Instant.parse("2026-11-20T15:00:00Z")));
        assertThat(invalidFields(put(path, "kind", Map.of("kind", "QUESTION", "reason", "Only a question"))))
                .containsExactly("fields.topic");
        assertThat(json(
                put(path, "kind", Map.of("kind", "QUESTION", "reason", "Only a question", "fields", Map.of("topic", "export")))
                        .expectStatus().isOk())
                .get("fields").toString()).as("purchaseOrder is no field of questions")
                .isEqualTo("{\"site\":\"north\",\"topic\":\"export\"}");
    }

    private ResponseSpec put(String path, String field, Map<String, ?> body) {
        return api.as(Persona.FABIO).put().uri(path + "/" + field)
                .header("If-Match", etag(api.as(Persona.FABIO).get().uri(path).exchange())).body(body).exchange();
    }

    private static List<String> invalidFields(ResponseSpec refused) {
        return json(refused.expectStatus().isEqualTo(422)).path("errors").findValuesAsString("field");
    }
}
