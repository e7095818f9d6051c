package io.amparo.entitlement.obligation;

import static io.amparo.testkit.ApiClients.etag;
import static io.amparo.testkit.ApiClients.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.entitlement.TestCatalogue;
import io.amparo.entitlement.TestClockConfig;
import io.amparo.events.entitlement.EntitlementEvent.EntitlementDecided;
import io.amparo.events.entitlement.EntitlementEvent.ObligationAssessed;
import io.amparo.events.knowledge.KnowledgeEvent.ArticleRead;
import io.amparo.events.knowledge.KnowledgeEvent.CourseCompleted;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import io.amparo.testkit.SettableClock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

/** Duties by the API, their effect on decisions, and their evidence from holdings. */
@ServiceTest({"amparo.demo=true", "amparo.obligations.tick=100ms"})
@Import(TestClockConfig.class)
class ObligationIT {
    private static final String CUSTOMERS = "/api/v1/customers/";

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    SettableClock clock;

    @BeforeEach
    void publish_products() {
        TestCatalogue.publish(kafka, api);
    }

    private static String path(String customer, String code) {
        return CUSTOMERS + customer + "/obligations/" + code;
    }

    private JsonNode read(String customer, String code) {
        return json(api.as(Persona.FABIO).get().uri(path(customer, code)).header("Accept-Language", "en").exchange());
    }

    private String state(String customer, String code) {
        return read(customer, code).path("state").asString();
    }

    /** A run begins 5 s after the change of the catalogue. */
    private void awaitReview(String customer) {
        await().until(() -> {
            clock.advance(Duration.ofSeconds(5));
            return state(customer, "C5").equals("NOT_MET");
        });
    }

    private ResponseSpec put(Persona person, String path, String etag, Map<String, ?> body) {
        return api.as(person).put().uri(path).header("If-Match", etag).body(body).exchange();
    }

    private ResponseSpec assess(String customer, String code, String state, Map<String, ?> more) {
        var path = path(customer, code);
        var body = new HashMap<String, Object>(Map.of("state", state, "note", "Seen on site"));
        body.putAll(more);
        return put(Persona.FABIO, path, etag(api.as(Persona.FABIO).get().uri(path).exchange()), body);
    }

    private JsonNode decide(Persona person, String language) {
        return json(api.as(person).post().uri("/api/v1/entitlement-decisions").header("Accept-Language", language)
                .body(Map.of("kind", "INCIDENT", "product", "opmon-9", "version", "9.2")).exchange().expectStatus().isOk());
    }

    private long published(String customer, String code) {
        return kafka.received(ObligationAssessed.class).stream()
                .filter(each -> each.customerId().equals(customer) && each.code().equals(code)).count();
    }

    @Test
    @Tag("R9.C5")
    void contacts_read_the_duties_of_their_own_company_only() {
        awaitReview("cobalt");
        var path = CUSTOMERS + "borealis/obligations";
        var listed = json(api.as(Persona.CARLA).get().uri(path).header("Accept-Language", "es").exchange().expectStatus().isOk());

        assertThat(listed.path("items").findValuesAsString("code")).startsWith("O1").endsWith("C9").hasSize(14);
        assertThat(listed.at("/items/13/effect").asString()).isEqualTo("PAUSE");
        assertThat(listed.at("/items/13/text").asString()).startsWith("Cooperar plenamente");
        api.as(Persona.BRUNO).get().uri(path).exchange().expectStatus().isNotFound();
        api.as(Persona.BRUNO).get().uri(path("borealis", "C5")).exchange().expectStatus().isNotFound();
        put(Persona.CARLA, path("borealis", "C1"), "\"0\"", Map.of("state", "MET", "note", "own")).expectStatus().isForbidden();
        api.as(Persona.FABIO).get().uri(path("nobody", "C5")).exchange().expectStatus().isNotFound();
        api.as(Persona.FABIO).get().uri(path("borealis", "C10")).exchange().expectStatus().isNotFound();
        var cobalt = api.as(Persona.FABIO).get().uri(CUSTOMERS + "cobalt/obligations").exchange();
        api.as(Persona.FABIO).get().uri(CUSTOMERS + "cobalt/obligations").header("If-None-Match", etag(cobalt)).exchange()
                .expectStatus().isNotModified();
    }

    /**
     * No event shows anything about these duties yet: surveys follow with the events of their service; nobody of Cobalt has read
     * an article.
     */
    @ParameterizedTest
    @Tag("R9.O5")
    @Tag("R9.C1")
    @Tag("R9.C2")
    @Tag("R9.C3")
    @Tag("R9.C4")
    @Tag("R9.C6")
    @Tag("R9.C8")
    @ValueSource(strings = {"O5", "C1", "C2", "C3", "C4", "C6", "C8"})
    void a_duty_without_evidence_is_unknown_until_a_person_assesses_it(String code) {
        assertThat(state("cobalt", code)).isEqualTo("UNKNOWN");

        assess("cobalt", code, "MET", Map.of()).expectStatus().isOk().expectBody().jsonPath("$.state").isEqualTo("MET")
                .jsonPath("$.assessedBy").isEqualTo(Persona.FABIO.id()).jsonPath("$.history[0].note").isEqualTo("Seen on site");

        var event = kafka.receive(ObligationAssessed.class,
                each -> each.customerId().equals("cobalt") && each.code().equals(code));
        assertThat(event.state()).isEqualTo("MET");
        assertThat(event.by()).isEqualTo(Persona.FABIO.id());
    }

    @Tag("R2.4")
    @Tag("R9.C2")
    @Test
    void reading_an_article_shows_that_the_customer_helps_itself() {
        kafka.publish("a-1/read", 1, new ArticleRead("a-1", "backup", Persona.DAVI.id(), null, clock.instant()));
        kafka.publish("a-2/read", 1, new ArticleRead("a-2", "alertas", Persona.CARLA.id(), "borealis", clock.instant()));

        await().until(() -> state("borealis", "C2").equals("MET"));

        var evidence = read("borealis", "C2").path("evidence");
        assertThat(evidence).singleElement().extracting(each -> each.path("note").asString())
                .isEqualTo("The article alertas was read");
        assertThat(evidence.at("/0/about")).hasToString("{\"type\":\"ARTICLE\",\"id\":\"alertas\"}");

        kafka.publish("e-1", 1, new CourseCompleted("painel", Persona.CARLA.id(), "borealis", 1, 90, clock.instant()));

        await().until(() -> read("borealis", "C2").path("evidence").findValuesAsString("note")
                .contains("The course painel was completed"));
    }

    @Test
    void an_assessment_is_recorded_once_and_only_on_what_was_read() {
        var path = path("acme", "C8");
        var body = Map.of("state", "MET", "note", "Only OpServices works on it");
        api.as(Persona.IARA).put().uri(path).body(body).exchange().expectStatus().isEqualTo(428);
        put(Persona.IARA, path, "\"7\"", body).expectStatus().isEqualTo(412);
        var first = put(Persona.IARA, path, "\"0\"", body).expectStatus().isOk();
        put(Persona.IARA, path, "\"0\"", body).expectStatus().isOk().expectBody().jsonPath("$.history.length()").isEqualTo(1);
        put(Persona.IARA, path, "\"0\"", Map.of("state", "NOT_MET", "note", "no")).expectStatus().isEqualTo(412);

        var second = Map.of("state", "NOT_MET", "note", "A third party changed it");
        put(Persona.FABIO, path, etag(first), second).expectStatus().isOk();
        put(Persona.FABIO, path, etag(first), second).expectStatus().isOk().expectBody().jsonPath("$.history.length()")
                .isEqualTo(2).jsonPath("$.history[1].by").isEqualTo(Persona.IARA.id());

        refused(Map.of("state", "MET"), "note");
        refused(Map.of("state", "MET", "note", "x".repeat(2_001)), "note");
        refused(Map.of("state", "MET", "note", "late", "validTo", "2026-11-01"), "validTo");
        assertThat(published("acme", "C8")).isEqualTo(2);
    }

    private void refused(Map<String, ?> body, String field) {
        put(Persona.IARA, path("acme", "C8"), "\"2\"", body).expectStatus().isEqualTo(422).expectBody()
                .jsonPath("$.errors[0].field").isEqualTo(field);
    }

    @Test
    @Tag("R9.C7")
    void a_duty_that_is_not_met_has_the_effect_of_the_policy() {
        assertThat(decide(Persona.CARLA, "en").path("decision").asString()).isEqualTo("GRANTED");

        assess("borealis", "C7", "NOT_MET", Map.of()).expectStatus().isOk();
        var denied = decide(Persona.CARLA, "en");
        assertThat(denied.path("decision").asString()).isEqualTo("DENIED");
        assertThat(denied.at("/reasons/0/code").asString()).isEqualTo("duty-not-met");
        assertThat(denied.at("/reasons/0/clause").asString()).isEqualTo("9.C7");
        assertThat(denied.at("/reasons/0/text").asString()).contains("Not change or modify the product")
                .contains("(Support Policy");
        assertThat(denied.at("/alternatives/0/text").asString()).contains("Carla").contains("OpServices");
        assertThat(denied.at("/alternatives/0/href").asString()).isEqualTo(path("borealis", "C7"));
        var ticketId = UUID.randomUUID().toString();
        api.as(Persona.CARLA).post().uri("/api/v1/entitlement-decisions")
                .body(Map.of("kind", "INCIDENT", "product", "opmon-9", "version", "9.2", "ticketId", ticketId)).exchange();
        assertThat(kafka.receive(EntitlementDecided.class, each -> ticketId.equals(each.ticketId())).reasons()).extracting("code")
                .containsExactly("duty-not-met");

        assess("borealis", "C7", "UNKNOWN", Map.of()).expectStatus().isOk();
        assertThat(decide(Persona.CARLA, "en").path("decision").asString()).as("unknown never blocks").isEqualTo("GRANTED");
        assess("borealis", "C1", "NOT_MET", Map.of()).expectStatus().isOk();
        assertThat(decide(Persona.CARLA, "pt-BR").path("warnings").findValuesAsString("text"))
                .anyMatch(text -> text.startsWith("O cliente não cumpre esta responsabilidade: Manter todos os requisitos"));
        assess("borealis", "C1", "MET", Map.of()).expectStatus().isOk();
    }

    @Test
    @Tag("R9.C5")
    @Tag("R9.C7")
    void holdings_are_evidence_as_soon_as_they_change() {
        var iara = api.as(Persona.IARA);
        var customer = CUSTOMERS + "zeta";
        iara.post().uri("/api/v1/customers")
                .body(Map.of("id", "zeta", "name", "Zeta", "language", "en", "zone", "UTC", "contactQuota", 1)).exchange()
                .expectStatus().isCreated();
        assertThat(state("zeta", "C5")).isEqualTo("UNKNOWN");

        var installation = iara.post().uri(customer + "/installations").body(Map.of("productId", "opmon-8", "version", "8.9"))
                .exchange().expectStatus().isCreated();
        var found = read("zeta", "C5");
        assertThat(found.path("state").asString()).isEqualTo("NOT_MET");
        assertThat(found.at("/evidence/0/note").asString()).isEqualTo("opmon-8 8.9 is older than the newest major release, 9.2");
        iara.put().uri(ApiClients.location(installation)).header("If-Match", etag(iara.get().uri(customer).exchange()))
                .body(Map.of("productId", "opmon-9", "version", "9.2")).exchange().expectStatus().isOk();
        assertThat(state("zeta", "C5")).isEqualTo("MET");

        iara.post().uri(customer + "/approvals")
                .body(Map.of("subject", "Plug-in", "approvedBy", "Heitor", "approvedAt", "2026-01-01T00:00:00Z")).exchange();
        assertThat(state("zeta", "C7")).isEqualTo("MET");
        assertThat(read("zeta", "C7").at("/evidence/0/note").asString()).isEqualTo("Heitor approved: Plug-in");
        assertThat(kafka.receive(ObligationAssessed.class, each -> each.customerId().equals("zeta") && each.code().equals("C7"))
                .effect()).isEqualTo("REFUSE");
        assertThat(published("zeta", "C5")).isEqualTo(2);
    }

    @Test
    @Tag("R9.C5")
    void a_change_of_the_catalogue_reviews_every_customer() {
        awaitReview("acme");
        awaitReview("borealis");

        assertThat(read("acme", "C5").path("evidence").findValuesAsString("note"))
                .containsExactly("opmon-8 8.9 is older than the newest major release, 9.2");
        assertThat(decide(Persona.BRUNO, "en").path("warnings").findValuesAsString("code")).contains("duty-not-met");
    }

    @Test
    void an_assessment_ends_after_its_last_day() {
        var today = LocalDate.ofInstant(clock.instant(), ZoneId.of("America/Montevideo"));
        assess("cobalt", "C9", "NOT_MET", Map.of("validTo", today.toString())).expectStatus().isOk().expectBody()
                .jsonPath("$.history[0].validTo").isEqualTo(today.toString());

        clock.set(clock.instant().plus(Duration.ofDays(1)));

        kafka.receive(ObligationAssessed.class, each -> each.customerId().equals("cobalt") && each.code().equals("C9")
                && each.state().equals("UNKNOWN") && each.by() == null);
        assertThat(state("cobalt", "C9")).isEqualTo("UNKNOWN");
        assertThat(read("cobalt", "C9").path("history").size()).isEqualTo(1);
    }
}
