package io.amparo.sla;

import static io.amparo.testkit.ApiClients.json;
import static io.amparo.testkit.ApiClients.location;
import static io.amparo.testkit.ApiClients.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.events.customer.CustomerEvent.RemainingMaintenance;
import io.amparo.events.product.ProductEvent.ProductChanged;
import io.amparo.events.sla.SlaEvent.SlaRescheduled;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.TestCustomers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

@SlaTest
class ContractMigrationIT {
    private static final String MIGRATIONS = "/api/v1/sla/migrations";
    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    private RestTestClient manager;
    private String customer;

    @BeforeAll
    void publishPlans() {
        var fixture = new TicketFixture(api, kafka);
        fixture.publishCustomers();
        TicketFixture.publish(api.as(Persona.GISELE), "/plans", "calm", "PT8H", "24x7");
        TicketFixture.publish(api.as(Persona.GISELE), "/plans", "brisk", "PT4H", "24x7");
    }

    @BeforeEach
    void publishCustomer() {
        manager = api.as(Persona.GISELE);
        customer = "customer-" + UUID.randomUUID();
        publishContract(1, "calm", Instant.EPOCH);
        var quote = Map.of("customer", customer, "kind", "INCIDENT", "priority", "P1");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> status(manager.post().uri("/api/v1/sla/quotes").body(quote).exchange()) == 200);
    }

    @Test
    void contract_change_is_previewed_applied_and_undone_for_running_tickets() {
        var openedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var ticket = openTicket(openedAt);
        var preview = TicketFixture.preview(manager, previewRequest("brisk"));
        assertThat(preview.path("customer").asString()).isEqualTo(customer);
        assertThat(preview.path("contract").path("slaPlan").asString()).isEqualTo("brisk");
        assertThat(preview.path("totals").path("EARLIER").asInt()).isOne();

        publishContract(2, "brisk", Instant.now().truncatedTo(ChronoUnit.MILLIS));
        var rescheduled = kafka.receive(SlaRescheduled.class, it -> it.ticketId().equals(ticket));
        assertThat(rescheduled.to()).isEqualTo(openedAt.plus(Duration.ofHours(4)));
        assertThat(List.of(rescheduled.by(), rescheduled.reason(), rescheduled.term())).containsExactly("iara", "Renewed",
                "PLAN");
        var contractMigration = await().atMost(Duration.ofSeconds(20))
                .until(() -> contractMigrations(customer), body -> !body.isEmpty()).getFirst();
        var job = MIGRATIONS + "/" + contractMigration.path("id").asString();
        assertAppliedAsPreviewed(job, preview);

        assertUndoRestores(job, ticket, openedAt.plus(Duration.ofHours(8)));
        var next = openTicket(Instant.now().truncatedTo(ChronoUnit.MILLIS));
        manager.get().uri("/api/v1/sla/clocks/" + next).exchange().expectBody().jsonPath("$.plan").isEqualTo("brisk");

        publishContract(3, "calm", Instant.now().truncatedTo(ChronoUnit.MILLIS));
        kafka.receive(SlaRescheduled.class, it -> it.ticketId().equals(next));
        await().atMost(Duration.ofSeconds(20)).until(() -> contractMigrations(customer).size() == 2);
        assertThat(kafka.received(SlaRescheduled.class)).filteredOn(it -> it.ticketId().equals(ticket)).hasSize(2);
    }

    private void assertAppliedAsPreviewed(String job, JsonNode preview) {
        var done = TicketFixture.awaitState(manager, job, "APPLIED");
        assertThat(List.of(done.path("by").asString(), done.path("reason").asString())).containsExactly("iara", "Renewed");
        assertThat(done.path("progress").toString()).isEqualTo("{\"tickets\":1,\"done\":1,\"skipped\":0}");
        assertThat(done.path("items"))
                .isEqualTo(json(manager.get().uri(MIGRATIONS + "/" + preview.path("id").asString()).exchange()).path("items"));
        // The preview is from before the contract changed.
        manager.post().uri(MIGRATIONS).body(Map.of("previewToken", preview.path("previewToken").asString())).exchange()
                .expectStatus().isEqualTo(409);
    }

    private void assertUndoRestores(String job, String ticket, Instant dueAt) {
        var undo = location(manager.post().uri(job + "/undo").body(Map.of("reason", "What runs keeps what was promised"))
                .exchange().expectStatus().isAccepted());
        var restored = kafka.receive(SlaRescheduled.class,
                it -> it.ticketId().equals(ticket) && Persona.GISELE.id().equals(it.by()));
        assertThat(restored.to()).isEqualTo(dueAt);
        assertThat(restored.reason()).isEqualTo("What runs keeps what was promised");
        TicketFixture.awaitState(manager, undo, "APPLIED");
    }

    @Test
    void terms_agreed_for_running_tickets_are_applied_and_undone() {
        var openedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var ticket = openTicket(openedAt);
        var previewed = TicketFixture.preview(manager, previewRequest("brisk"));
        var job = MIGRATIONS + "/" + previewed.path("id").asString();

        manager.post().uri(MIGRATIONS).body(Map.of("customer", customer, "contract",
                Map.of("slaPlan", "brisk", "packages", List.of()), "previewToken", previewed.path("previewToken").asString()))
                .exchange().expectStatus().isAccepted();
        assertThat(kafka.receive(SlaRescheduled.class, it -> it.ticketId().equals(ticket)).reason()).isEqualTo("Goodwill");
        assertThat(TicketFixture.awaitState(manager, job, "APPLIED").path("progress").path("done").asInt()).isOne();

        var undo = location(manager.post().uri(job + "/undo").body(Map.of()).exchange());
        TicketFixture.awaitState(manager, undo, "APPLIED");

        var clocks = json(manager.get().uri("/api/v1/sla/clocks/" + ticket).exchange());
        assertThat(clocks.path("plan").asString()).isEqualTo("calm");
        assertThat(TicketFixture.dueAt(manager, ticket)).isEqualTo(openedAt.plus(Duration.ofHours(8)));
    }

    @Test
    @Tag("R10.3")
    void preview_of_lost_maintenance_shows_the_clocks_that_would_end() {
        var today = LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC);
        var product = "ended-" + customer;
        kafka.publish(product, 1, new ProductChanged(product, "Ended", "8", List.of(), today.minusDays(9), null, Instant.EPOCH));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> quotedObjectives(product).isArray() && quotedObjectives(product).isEmpty());
        publishContract(2, "calm", Instant.now().truncatedTo(ChronoUnit.MILLIS),
                new RemainingMaintenance(product, today.plusDays(9)));
        await().atMost(Duration.ofSeconds(20)).until(() -> !quotedObjectives(product).isEmpty());
        openTicket(Instant.now().truncatedTo(ChronoUnit.MILLIS), product);

        var preview = TicketFixture.preview(manager,
                Map.of("customer", customer, "contract", Map.of("remainingMaintenance", List.of()), "dryRun", true));

        assertThat(preview.path("totals").toString()).isEqualTo("{\"ENDS\":1}");
    }

    private JsonNode quotedObjectives(String product) {
        var request = Map.of("customer", customer, "product", product, "kind", "INCIDENT", "priority", "P1");
        return json(manager.post().uri("/api/v1/sla/quotes").body(request).exchange()).path("objectives");
    }

    @Test
    void invalid_contract_is_refused_by_field_name_in_three_languages() {
        var contracts = Map.<Map<String, Object>, String>of(Map.of("slaPlan", "nowhere"), "contract.slaPlan",
                Map.of("packages", List.of(Map.of("code", "x", "validFrom", "2026-02-01", "validTo", "2026-01-31"))),
                "contract.packages[0].validTo",
                Map.of("packages", List.of(Map.of("code", "x", "validFrom", "0026-02-01", "validTo", "2026-01-31"))),
                "contract.packages[0].validFrom");

        contracts.forEach(
                (contract, field) -> refused(422, Map.of("customer", customer, "contract", contract, "dryRun", true), field));
        refused(400,
                Map.of("customer", customer, "contract",
                        Map.of("remainingMaintenance", List.of(Map.of("productId", " ", "until", "2026-02-01"))), "dryRun", true),
                "contract.remainingMaintenance[0].productId");
        refused(422, Map.of("customer", "nobody", "contract", Map.of(), "dryRun", true), "customer");
        refused(422, Map.of("customer", customer, "plan", "calm", "toVersion", 1, "dryRun", true), "customer");
        refused(400, Map.of("customer", customer, "dryRun", true), "contract");
        refused(400, Map.of("customer", customer, "contract", Map.of("zone", "Mars/Olympus"), "dryRun", true), "contract.zone");
        refused(400, Map.of("plan", "calm", "toVersion", 1, "contract", Map.of(), "dryRun", true), "contract");
    }

    private void refused(int status, Map<String, ?> request, String field) {
        assertThat(Stream.of("pt-BR", "en", "es").map(language -> {
            var refused = json(manager.post().uri(MIGRATIONS).header("Accept-Language", language).body(request).exchange()
                    .expectStatus().isEqualTo(status));
            assertThat(refused.path("errors").path(0).path("field").asString()).as(request.toString()).isEqualTo(field);
            return refused.path("errors").path(0).path("message").asString();
        })).doesNotHaveDuplicates();
    }

    private Map<String, ?> previewRequest(String plan) {
        return Map.of("customer", customer, "contract", Map.of("slaPlan", plan), "dryRun", true, "reason", "Goodwill");
    }

    private void publishContract(long sequence, String plan, Instant since, RemainingMaintenance... maintained) {
        var template = TestCustomers.withId(TestCustomers.acmeWithPlan(plan), customer);
        kafka.publish(customer, sequence,
                new ContractChanged(customer, template.name(), template.edition(), template.validFrom(), template.validTo(), plan,
                        template.language(), template.zone(), List.of(), List.of(), List.of(), List.of(), List.of(maintained),
                        since, "iara", "Renewed"));
    }

    private String openTicket(Instant at) {
        return openTicket(at, "opmon-9");
    }

    private String openTicket(Instant at, String product) {
        var template = TicketFixture.ticketOpened("INCIDENT", at);
        var id = template.ticketId();
        kafka.publish(id, 1, new TicketOpened(id, template.number(), customer, "Delta", TicketFixture.BRUNO, "INCIDENT", "P1",
                product, "9.2", "s", at, "EDITION", null));
        new TicketFixture(api, kafka).awaitClocks(id);
        return id;
    }

    private List<JsonNode> contractMigrations(String customerId) {
        return json(manager.get().uri(MIGRATIONS + "?limit=100").exchange()).path("items").valueStream().filter(
                item -> item.path("customer").asString("").equals(customerId) && item.path("by").asString("").equals("iara"))
                .toList();
    }
}
