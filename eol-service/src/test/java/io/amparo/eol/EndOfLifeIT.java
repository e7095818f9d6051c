package io.amparo.eol;

import static io.amparo.testkit.ApiClients.etag;
import static io.amparo.testkit.ApiClients.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.events.customer.CustomerEvent.Contact;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.events.customer.CustomerEvent.Installation;
import io.amparo.events.customer.CustomerEvent.RemainingMaintenance;
import io.amparo.events.eol.EolEvent.EolAnnounced;
import io.amparo.events.eol.EolEvent.EolNoticeDue;
import io.amparo.events.eol.EolEvent.EolReached;
import io.amparo.events.eol.EolEvent.EolRescheduled;
import io.amparo.events.product.ProductEvent.ProductChanged;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.InvalidTexts;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ReusedKeys;
import io.amparo.testkit.ServiceTest;
import io.amparo.testkit.SettableClock;
import io.amparo.testkit.TestCustomers;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

@ServiceTest({"amparo.demo=true", "amparo.eol.tick=100ms"})
class EndOfLifeIT {
    private static final String ANNOUNCEMENTS = "/api/v1/eol/announcements";
    // Far enough in the past that the time of every test stays before the broker's, which refuses records from the future.
    private static final Instant START = Instant.parse("2020-01-15T12:00:00Z");

    @TestConfiguration
    static class TestClockConfig {
        @Bean
        SettableClock clock() {
            return new SettableClock(START);
        }
    }

    @Autowired
    ApiClients api;
    @Autowired
    InvalidTexts invalidTexts;
    @Autowired
    EventClient kafka;
    @Autowired
    SettableClock clock;

    @BeforeEach
    void reset_clock() {
        clock.set(START);
    }

    @Test
    void demonstration_products_are_published() {
        assertThat(kafka.receive(ProductChanged.class, changed -> changed.productId().equals("opmon-9")).releases().getLast()
                .version()).isEqualTo("9.2");
        assertThat(json(api.as(Persona.DAVI).get().uri("/api/v1/products").exchange()).path("items").findValuesAsString("id"))
                .contains("opmon-8", "opmon-9", "opmon-dashboard-3");

        var opmon8 = api.as(Persona.DAVI).get().uri("/api/v1/products/opmon-8").exchange();

        opmon8.expectBody().jsonPath("$.endOfLife").doesNotHaveJsonPath();
        api.as(Persona.DAVI).get().uri("/api/v1/products/opmon-8").header("If-None-Match", etag(opmon8)).exchange().expectStatus()
                .isNotModified();
    }

    @Test
    void lists_are_paged_without_duplicates() {
        var first = json(api.as(Persona.DAVI).get().uri("/api/v1/products?limit=2").exchange());

        assertThat(first.path("items").size()).isEqualTo(2);

        var second = json(
                api.as(Persona.DAVI).get().uri("/api/v1/products?limit=2&cursor=" + first.path("next").asString()).exchange());
        assertThat(second.path("items").findValuesAsString("id")).isNotEmpty()
                .doesNotContainAnyElementsOf(first.path("items").findValuesAsString("id"));

        var id = product();
        var older = Set.of(draft(id, "2022-01-31").path("id").asString(), draft(id, "2022-02-28").path("id").asString());
        var newest = List.of(draftedAt(START.plusSeconds(2), product()), draftedAt(START.plusSeconds(1), id));
        var seen = new ArrayList<String>();

        for (var next = ""; next != null;) {
            var page = json(api.as(Persona.IARA).get().uri(ANNOUNCEMENTS + "?limit=1" + next).exchange());
            page.path("items").forEach(item -> seen.add(item.path("id").asString()));
            next = page.has("next") ? "&cursor=" + page.path("next").asString() : null;
        }

        assertThat(seen).doesNotHaveDuplicates().startsWith(newest.toArray(String[]::new)).containsAll(older);
        api.as(Persona.IARA).get().uri(ANNOUNCEMENTS + "?cursor=bm9uZQ").exchange().expectStatus().isEqualTo(422);
    }

    private String draftedAt(Instant at, String product) {
        clock.set(at);
        return draft(product, "2022-03-31").path("id").asString();
    }

    @Tag("R10.1")
    @Test
    void the_catalogue_api_does_not_set_an_end_of_life() {
        var id = product();
        var etag = etag(api.as(Persona.HEITOR).get().uri("/api/v1/products/" + id).exchange());
        var heitor = api.as(Persona.HEITOR).mutate().defaultHeader("If-Match", etag).build();
        var withEndOfLife = Map.of("name", "N", "line", "l", "releases", List.of(), "endOfLife", "2030-01-01");

        heitor.put().uri("/api/v1/products/" + id).body(withEndOfLife).exchange().expectStatus().isBadRequest();

        var described = Map.of("name", "Renamed", "line", "l", "releases",
                List.of(Map.of("version", "1.0", "releasedOn", "2019-12-01")));
        heitor.put().uri("/api/v1/products/" + id).body(described).exchange().expectStatus().isOk();
        kafka.receive(ProductChanged.class, changed -> changed.productId().equals(id) && changed.name().equals("Renamed"));
        // A repeated request has the same result.
        heitor.put().uri("/api/v1/products/" + id).body(described).exchange().expectStatus().isOk();
        heitor.put().uri("/api/v1/products/" + id).body(Map.of("name", "Stale", "line", "l", "releases", List.of())).exchange()
                .expectStatus().isEqualTo(412);
    }

    @Test
    void a_repeated_registration_returns_201_and_other_content_409() {
        var product = new LinkedHashMap<String, Object>(
                Map.of("id", "twice", "name", "Twice", "line", "l", "releases", List.of()));

        api.as(Persona.HEITOR).post().uri("/api/v1/products").body(product).exchange().expectStatus().isCreated();
        api.as(Persona.HEITOR).post().uri("/api/v1/products").body(product).exchange().expectStatus().isCreated();

        product.put("name", "Another");
        api.as(Persona.HEITOR).post().uri("/api/v1/products").body(product).exchange().expectStatus().isEqualTo(409).expectBody()
                .jsonPath("$.code").isEqualTo("product-exists");
    }

    @Tag("R10.1")
    @Tag("R10.4")
    @Tag("R10.5")
    @Test
    void an_approved_announcement_is_followed_by_every_reminder_and_the_end() {
        var id = product();
        var draft = draft(id, "2021-03-31");

        assertThat(draft.path("state").asString()).isEqualTo("DRAFT");
        assertThat(draft.path("actions").findValuesAsString("code")).containsExactly("CHANGE_DATE");
        var announcement = draft.path("id").asString();
        api.as(Persona.IARA).get().uri(ANNOUNCEMENTS + "/" + announcement).exchange().expectBody().jsonPath("$.actions[0].code")
                .isEqualTo("APPROVE").jsonPath("$.actions[0].method").isEqualTo("POST").jsonPath("$.actions[0].href")
                .isEqualTo(ANNOUNCEMENTS + "/" + announcement + "/approval");
        api.as(Persona.HEITOR).post().uri(ANNOUNCEMENTS + "/" + announcement + "/approval").body(Map.of()).exchange()
                .expectStatus().isEqualTo(409).expectBody().jsonPath("$.code").isEqualTo("second-person-needed");

        var approved = json(approve(announcement).expectStatus().isOk());
        assertThat(json(approve(announcement))).isEqualTo(approved);

        var announced = kafka.receive(EolAnnounced.class, each -> each.announcementId().equals(announcement));
        assertThat(announced.endOfLife()).isEqualTo("2021-03-31");
        assertThat(announced.successor()).isEqualTo("opmon-9");
        assertThat(announced.approvedBy()).isEqualTo(Persona.IARA.id());
        kafka.receive(ProductChanged.class,
                changed -> changed.productId().equals(id) && announced.endOfLife().equals(changed.endOfLife()));

        for (var step : List.of("2020-03-31:P12M", "2020-06-30:P9M", "2020-09-30:P6M", "2020-12-31:P3M", "2021-02-28:P1M",
                "2021-03-24:P1W")) {
            clock.set(Instant.parse(step.substring(0, 10) + "T03:00:00Z"));
            kafka.receive(EolNoticeDue.class,
                    due -> due.announcementId().equals(announcement) && due.notice().equals(step.substring(11)));
        }

        clock.set(Instant.parse("2021-03-31T03:00:00Z"));
        kafka.receive(EolReached.class, reached -> reached.announcementId().equals(announcement));
        assertThat(kafka.received(EolNoticeDue.class)).filteredOn(due -> due.announcementId().equals(announcement)).hasSize(6);
        assertThat(kafka.received(EolAnnounced.class)).filteredOn(each -> each.announcementId().equals(announcement)).hasSize(1);
        api.as(Persona.HEITOR).get().uri(ANNOUNCEMENTS + "/" + announcement).exchange().expectBody().jsonPath("$.state")
                .isEqualTo("REACHED");
    }

    @Tag("R10.4")
    @Test
    void short_notice_requires_a_justification() {
        requestDraft(product(), "2020-12-31").expectStatus().isEqualTo(422).expectBody().jsonPath("$.code")
                .isEqualTo("short-notice-needs-justification").jsonPath("$.errors[0].field").isEqualTo("justification")
                .jsonPath("$.errors[0].message").value(String.class, message -> assertThat(message).contains("2021-01-15"));
    }

    @Tag("R10.6")
    @Test
    void a_new_date_is_published_as_eol_rescheduled() {
        var id = product();
        approve(draft(id, "2022-01-31").path("id").asString());
        var later = draft(id, "2022-06-30").path("id").asString();

        approve(later);

        var rescheduled = kafka.receive(EolRescheduled.class, each -> each.announcementId().equals(later));
        assertThat(rescheduled.previousEndOfLife()).isEqualTo("2022-01-31");
        api.as(Persona.DAVI).get().uri("/api/v1/products/" + id).exchange().expectBody().jsonPath("$.endOfLife")
                .isEqualTo("2022-06-30");

        var newestFirst = json(api.as(Persona.IARA).get().uri(ANNOUNCEMENTS + "?limit=100").exchange()).path("items");

        assertThat(newestFirst.valueStream().filter(each -> each.path("product").path("id").asString().equals(id))
                .map(each -> each.path("state").asString())).containsExactlyInAnyOrder("APPROVED", "SUPERSEDED");
    }

    @Test
    void key_of_a_create_is_bound_to_its_content() {
        var heitor = api.as(Persona.HEITOR);
        var id = product();
        ReusedKeys.check(heitor, ANNOUNCEMENTS, announcementRequest("no-such", "2022-01-31"),
                announcementRequest(id, "2022-01-31"), announcementRequest(id, "2022-02-28"));
        ReusedKeys.check(heitor, "/api/v1/products", product("keyed", "9"), product("keyed", "9.2"), product("other", "9.2"));
    }

    @Test
    void a_repeated_request_creates_one_draft_and_its_key_is_not_reusable() {
        var id = product();
        var heitor = api.as(Persona.HEITOR).mutate().defaultHeader("Idempotency-Key", "k-" + id).build();
        var first = json(heitor.post().uri(ANNOUNCEMENTS).body(announcementRequest(id, "2022-01-31")).exchange());

        assertThat(json(heitor.post().uri(ANNOUNCEMENTS).body(announcementRequest(id, "2022-01-31")).exchange()))
                .isEqualTo(first);
        heitor.post().uri(ANNOUNCEMENTS).body(announcementRequest(id, "2022-02-28")).exchange().expectBody().jsonPath("$.code")
                .isEqualTo("key-reused");
        api.as(Persona.HEITOR).post().uri(ANNOUNCEMENTS).body(announcementRequest("no-such", "2022-01-31")).exchange()
                .expectBody().jsonPath("$.errors[0].field").isEqualTo("product");
    }

    @Tag("R10.6")
    @Test
    void the_impact_is_available_before_the_approval() {
        var id = product();
        kafka.publish("acme", 1, TestCustomers.acme());
        kafka.publish("delta", 1, running(id));
        var draft = draft(id, "2022-01-31").path("id").asString();

        var impact = await().until(
                () -> json(api.as(Persona.HEITOR).get().uri(ANNOUNCEMENTS + "/" + draft + "/impact").exchange()),
                body -> body.path("customers").asInt() == 1);

        assertThat(impact.path("contacts").asInt()).isEqualTo(2);

        var delta = impact.path("items").path(0);
        assertThat(delta.path("customer").path("name").asString()).isEqualTo("Delta Mining");
        assertThat(delta.path("versions").valueStream().map(each -> each.asString())).containsExactly("8.8", "8.9");
        assertThat(delta.path("maintainedUntil").asString()).isEqualTo("2023-06-30");
    }

    private static ContractChanged running(String product) {
        var day = LocalDate.of(2020, 1, 1);
        return new ContractChanged("delta", "Delta Mining", "PRO", day, day.plusYears(5), "standard", "en", "UTC",
                List.of(new Contact("delta-dora", "dora@delta.example", "Dora", "en", "UTC", true),
                        new Contact("delta-dino", "dino@delta.example", "Dino", "es", "UTC", false)),
                List.of(), List.of(new Installation(product, "8.8"), new Installation(product, "8.9")), List.of(),
                List.of(new RemainingMaintenance(product, LocalDate.of(2023, 6, 30))), Instant.EPOCH);
    }

    private String product() {
        var id = "p" + UUID.randomUUID().toString().substring(0, 8);
        api.as(Persona.HEITOR).post().uri("/api/v1/products")
                .body(Map.of("id", id, "name", "Product " + id, "line", id, "releases", List.of())).exchange();
        return id;
    }

    private static Map<String, Object> announcementRequest(String product, String endOfLife) {
        return Map.of("product", product, "endOfLife", endOfLife, "reason", "Its platform ends", "successor", "opmon-9",
                "migrationPath", "Upgrade to 9.2");
    }

    private JsonNode draft(String product, String endOfLife) {
        return json(requestDraft(product, endOfLife).expectStatus().isCreated());
    }

    private ResponseSpec requestDraft(String product, String endOfLife) {
        return api.as(Persona.HEITOR).post().uri(ANNOUNCEMENTS).body(announcementRequest(product, endOfLife)).exchange();
    }

    private ResponseSpec approve(String announcement) {
        return api.as(Persona.IARA).post().uri(ANNOUNCEMENTS + "/" + announcement + "/approval").body(Map.of()).exchange();
    }

    @Tag("R5.1")
    @Test
    void release_is_a_version_of_major_and_minor() {
        for (var version : List.of("9", "9.02", "9.2-rc1", "newest")) {
            var problem = json(api.as(Persona.HEITOR).post().uri("/api/v1/products").body(product("versions", version)).exchange()
                    .expectStatus().isEqualTo(422));
            assertThat(problem.path("errors").findValuesAsString("field")).containsExactly("releases[0].version");
        }
        api.as(Persona.HEITOR).post().uri("/api/v1/products").body(product("versions", "9.2", "v9.2.0")).exchange().expectStatus()
                .isEqualTo(422).expectBody().jsonPath("$.errors[0].field").isEqualTo("releases");
        api.as(Persona.HEITOR).post().uri("/api/v1/products").body(product("versions", "9.10", "v9.9", "9.2.0")).exchange()
                .expectStatus().isCreated().expectBody().jsonPath("$.releases[*].version")
                .isEqualTo(List.of("9.2", "9.9", "9.10"));
    }

    private static Map<String, Object> product(String id, String... versions) {
        return Map.of("id", id, "name", id, "line", id, "releases",
                Stream.of(versions).map(version -> Map.of("version", version, "releasedOn", "2026-01-05")).toList());
    }

    @TestFactory
    Stream<DynamicTest> control_characters_and_lone_surrogates_are_refused() {
        return invalidTexts.tests();
    }
}
