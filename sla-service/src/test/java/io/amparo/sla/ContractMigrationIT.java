package io.amparo.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.events.customer.CustomerEvent.RemainingMaintenance;
import io.amparo.events.product.ProductEvent.ProductChanged;
import io.amparo.events.sla.SlaEvent.SlaRedated;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.testkit.Api;
import io.amparo.testkit.Persona;
import io.amparo.testkit.Wire;
import io.amparo.testkit.World;
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
import tools.jackson.databind.JsonNode;

@SlaTest
class ContractMigrationIT {
    private static final String MIGRATIONS = "/api/v1/sla/migrations";
    @Autowired
    Api api;
    @Autowired
    Wire wire;
    private Api manager;
    private String customer;

    @BeforeAll
    void plans() {
        var desk = new Desk(api, wire);
        desk.customers();
        Desk.publish(api.as(Persona.GISELE), "/plans", "calm", "PT8H", "24x7");
        Desk.publish(api.as(Persona.GISELE), "/plans", "brisk", "PT4H", "24x7");
    }

    @BeforeEach
    void customer() {
        manager = api.as(Persona.GISELE);
        customer = "customer-" + UUID.randomUUID();
        agreed(1, "calm", Instant.EPOCH);
        await().atMost(Duration.ofSeconds(30)).until(() -> manager
                .post("/api/v1/sla/quotes", Map.of("customer", customer, "kind", "INCIDENT", "priority", "P1")).status() == 200);
    }

    @Test
    void a_contract_that_has_changed_is_foretold_and_followed_and_can_be_taken_back_for_what_is_running() {
        var openedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var ticket = opened(openedAt);
        var foretold = Desk.preview(manager, wish("brisk"));
        assertThat(foretold.path("customer").asString()).isEqualTo(customer);
        assertThat(foretold.path("contract").path("slaPlan").asString()).isEqualTo("brisk");
        assertThat(foretold.path("totals").path("EARLIER").asInt()).isOne();

        agreed(2, "brisk", Instant.now().truncatedTo(ChronoUnit.MILLIS));
        var redated = wire.hear(SlaRedated.class, it -> it.ticketId().equals(ticket));
        assertThat(redated.to()).isEqualTo(openedAt.plus(Duration.ofHours(4)));
        assertThat(List.of(redated.by(), redated.reason(), redated.cause())).containsExactly("iara", "Renewed", "PLAN");
        var followed = await().atMost(Duration.ofSeconds(20)).until(() -> followed(customer), body -> !body.isEmpty()).getFirst();
        var job = MIGRATIONS + "/" + followed.path("id").asString();
        var done = Desk.reached(manager, job, "APPLIED");
        assertThat(List.of(done.path("by").asString(), done.path("reason").asString())).containsExactly("iara", "Renewed");
        assertThat(done.path("progress").toString()).isEqualTo("{\"tickets\":1,\"done\":1,\"passedOver\":0}");
        assertThat(done.path("items"))
                .isEqualTo(manager.get(MIGRATIONS + "/" + foretold.path("id").asString()).body().path("items"));
        assertThat(manager.post(MIGRATIONS, Map.of("previewToken", foretold.path("previewToken").asString())).status())
                .as("a preview from before the contract changed").isEqualTo(409);

        var undo = manager.post(job + "/undo", Map.of("reason", "What runs keeps what was promised"));
        assertThat(undo.status()).isEqualTo(202);
        var back = wire.hear(SlaRedated.class, it -> it.ticketId().equals(ticket) && Persona.GISELE.email().equals(it.by()));
        assertThat(back.to()).isEqualTo(openedAt.plus(Duration.ofHours(8)));
        assertThat(back.reason()).isEqualTo("What runs keeps what was promised");
        Desk.reached(manager, undo.headers().firstValue("Location").orElseThrow(), "APPLIED");
        var next = opened(Instant.now().truncatedTo(ChronoUnit.MILLIS));
        assertThat(manager.get("/api/v1/sla/clocks/" + next).body().path("plan").asString()).isEqualTo("brisk");

        agreed(3, "calm", Instant.now().truncatedTo(ChronoUnit.MILLIS));
        wire.hear(SlaRedated.class, it -> it.ticketId().equals(next));
        await().atMost(Duration.ofSeconds(20)).until(() -> followed(customer).size() == 2);
        assertThat(wire.heard(SlaRedated.class)).filteredOn(it -> it.ticketId().equals(ticket)).hasSize(2);
    }

    @Test
    void what_is_agreed_for_running_tickets_alone_is_applied_and_taken_back() {
        var openedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var ticket = opened(openedAt);
        var previewed = Desk.preview(manager, wish("brisk"));
        var job = MIGRATIONS + "/" + previewed.path("id").asString();
        var applied = manager.post(MIGRATIONS, Map.of("customer", customer, "contract",
                Map.of("slaPlan", "brisk", "packages", List.of()), "previewToken", previewed.path("previewToken").asString()));
        assertThat(applied.status()).isEqualTo(202);
        assertThat(wire.hear(SlaRedated.class, it -> it.ticketId().equals(ticket)).reason()).isEqualTo("Goodwill");
        assertThat(Desk.reached(manager, job, "APPLIED").path("progress").path("done").asInt()).isOne();
        var undo = manager.post(job + "/undo", Map.of());
        Desk.reached(manager, undo.headers().firstValue("Location").orElseThrow(), "APPLIED");
        var clocks = manager.get("/api/v1/sla/clocks/" + ticket).body();
        assertThat(clocks.path("plan").asString()).isEqualTo("calm");
        assertThat(Desk.due(manager, ticket)).isEqualTo(openedAt.plus(Duration.ofHours(8)));
    }

    @Test
    @Tag("R10.3")
    void who_would_lose_its_remaining_maintenance_is_shown_the_clocks_that_would_end() {
        var today = LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC);
        var product = "ended-" + customer;
        wire.say(product, 1, new ProductChanged(product, "Ended", "8", List.of(), today.minusDays(9), null, Instant.EPOCH));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> manager
                        .post("/api/v1/sla/quotes",
                                Map.of("customer", customer, "product", product, "kind", "INCIDENT", "priority", "P1"))
                        .body().path("objectives").isEmpty());
        agreed(2, "calm", Instant.now().truncatedTo(ChronoUnit.MILLIS), new RemainingMaintenance(product, today.plusDays(9)));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !manager
                        .post("/api/v1/sla/quotes",
                                Map.of("customer", customer, "product", product, "kind", "INCIDENT", "priority", "P1"))
                        .body().path("objectives").isEmpty());
        opened(Instant.now().truncatedTo(ChronoUnit.MILLIS), product);

        var foretold = Desk.preview(manager,
                Map.of("customer", customer, "contract", Map.of("remainingMaintenance", List.of()), "dryRun", true));
        assertThat(foretold.path("totals").toString()).isEqualTo("{\"ENDS\":1}");
    }

    @Test
    void what_cannot_be_agreed_is_refused_by_the_name_of_its_field_in_three_languages() {
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

    private void refused(int status, Map<String, ?> wish, String field) {
        assertThat(Stream.of("pt-BR", "en", "es").map(language -> {
            var refused = manager.with("Accept-Language", language).post(MIGRATIONS, wish);
            assertThat(refused.status()).as(wish.toString()).isEqualTo(status);
            assertThat(refused.body().path("errors").path(0).path("field").asString()).as(wish.toString()).isEqualTo(field);
            return refused.body().path("errors").path(0).path("message").asString();
        })).doesNotHaveDuplicates();
    }

    private Map<String, ?> wish(String plan) {
        return Map.of("customer", customer, "contract", Map.of("slaPlan", plan), "dryRun", true, "reason", "Goodwill");
    }

    private void agreed(long sequence, String plan, Instant since, RemainingMaintenance... maintained) {
        var like = World.renamed(World.acmeOn(plan), customer);
        wire.say(customer, sequence,
                new ContractChanged(customer, like.name(), like.edition(), like.validFrom(), like.validTo(), plan,
                        like.language(), like.zone(), List.of(), List.of(), List.of(), List.of(), List.of(maintained), since,
                        "iara", "Renewed"));
    }

    private String opened(Instant at) {
        return opened(at, "opmon-9");
    }

    private String opened(Instant at, String product) {
        var like = Desk.opened("INCIDENT", at);
        var id = like.ticketId();
        wire.say(id, 1, new TicketOpened(id, like.number(), customer, "Delta", Desk.BRUNO, "INCIDENT", "P1", product, "9.2", "s",
                at, "EDITION", null));
        new Desk(api, wire).hasClocks(id);
        return id;
    }

    private List<JsonNode> followed(String of) {
        return manager.get(MIGRATIONS + "?limit=100").body().path("items").valueStream()
                .filter(item -> item.path("customer").asString("").equals(of) && item.path("by").asString("").equals("iara"))
                .toList();
    }
}
