package io.amparo.eol;

import static io.amparo.testkit.ApiClients.etag;
import static io.amparo.testkit.ApiClients.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.events.Topic;
import io.amparo.events.customer.CustomerEvent.Contact;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.events.customer.CustomerEvent.Installation;
import io.amparo.events.customer.CustomerEvent.RemainingMaintenance;
import io.amparo.events.eol.EolEvent.EolNoticeDue;
import io.amparo.events.eol.EolEvent.EolReached;
import io.amparo.events.eol.EolEvent.EolRescheduled;
import io.amparo.events.eol.EolEvent.ReleasePublished;
import io.amparo.events.eol.EolEvent.RemainingMaintenanceEnded;
import io.amparo.events.product.ProductEvent.ProductChanged;
import io.amparo.events.ticket.TicketStateEvent.TicketStateChanged;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import io.amparo.testkit.SettableClock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

/** What changes between an announcement and the end: dates, releases, tickets, maintenance, and the service itself. */
@ServiceTest({"amparo.eol.tick=100ms"})
class EndOfLifeChangesIT {
    private static final String ANNOUNCEMENTS = "/api/v1/eol/announcements";
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
    EventClient kafka;
    @Autowired
    SettableClock clock;

    @BeforeEach
    void reset_clock() {
        clock.set(START);
    }

    @Tag("R10.6")
    @Test
    void a_later_date_keeps_the_notice_and_an_earlier_one_restarts_it() {
        var id = product();
        var first = announced(id, "2021-03-31");
        clock.set(Instant.parse("2020-06-30T12:00:00Z"));
        kafka.receive(EolNoticeDue.class, due -> due.announcementId().equals(first) && due.notice().equals("P9M"));

        var drafted = json(changeDate(first, "2021-08-31", null).expectStatus().isOk());
        assertThat(drafted.path("state").asString()).isEqualTo("DRAFT");
        assertThat(drafted.path("noticeFrom").asString()).isEqualTo("2020-01-15");
        assertThat(drafted.path("migrationPath").asString()).isEqualTo("Upgrade to 9.2");
        assertThat(json(changeDate(first, "2021-08-31", null))).isEqualTo(drafted);
        var later = drafted.path("id").asString();
        changeDate(later, "2021-08-31", null).expectStatus().isEqualTo(422).expectBody().jsonPath("$.errors[0].code")
                .isEqualTo("same-date");
        var approved = json(approve(later).expectStatus().isOk());

        assertThat(kafka.receive(EolRescheduled.class, each -> each.announcementId().equals(later)).previousEndOfLife())
                .isEqualTo("2021-03-31");
        assertThat(approved.path("history").findValuesAsString("endOfLife")).containsExactly("2021-03-31", "2021-08-31");
        assertThat(approved.path("history").findValuesAsString("state")).containsExactly("SUPERSEDED", "APPROVED");
        changeDate(first, "2021-09-30", null).expectStatus().isEqualTo(409).expectBody().jsonPath("$.code")
                .isEqualTo("announcement-superseded");

        changeDate(later, "2021-06-29", null).expectStatus().isEqualTo(422).expectBody().jsonPath("$.code")
                .isEqualTo("short-notice-needs-justification");
        var earlier = json(changeDate(later, "2021-06-29", "A flaw without a correction").expectStatus().isOk());
        assertThat(earlier.path("noticeFrom").asString()).isEqualTo("2020-06-30");
        approve(earlier.path("id").asString()).expectStatus().isOk();
        var report = json(api.as(Persona.IARA).get().uri(ANNOUNCEMENTS + "/short-notices?limit=100").exchange());
        assertThat(report.path("items").valueStream().filter(each -> each.at("/product/id").asString().equals(id)))
                .singleElement().satisfies(row -> {
                    assertThat(row.path("justification").asString()).isEqualTo("A flaw without a correction");
                    assertThat(row.path("earliestEnd").asString()).isEqualTo("2021-06-30");
                    assertThat(row.path("approvedBy").asString()).isEqualTo(Persona.IARA.id());
                });
    }

    @Tag("R10.1")
    @Test
    void another_date_of_a_draft_replaces_it() {
        var draft = draft(product(), "2021-03-31").path("id").asString();
        var other = json(changeDate(draft, "2021-04-30", null).expectStatus().isOk()).path("id").asString();

        approve(draft).expectStatus().isEqualTo(409).expectBody().jsonPath("$.code").isEqualTo("announcement-superseded");
        api.as(Persona.HEITOR).post().uri(ANNOUNCEMENTS + "/" + other + "/approval").body(Map.of()).exchange().expectStatus()
                .isEqualTo(409);
        approve(other).expectStatus().isOk();
    }

    @Tag("R10.6")
    @Test
    void a_downtime_is_followed_by_one_reminder() {
        var id = product();
        var announcement = announced(id, "2021-03-31");
        clock.set(Instant.parse("2021-03-02T13:00:00Z"));

        var due = kafka.receive(EolNoticeDue.class, each -> each.announcementId().equals(announcement));
        assertThat(due.notice()).isEqualTo("P1M");
        assertThat(due.daysLeft()).isEqualTo(29);
        assertThat(due.covers()).containsExactly("P12M", "P9M", "P6M", "P3M");
        clock.set(Instant.parse("2021-04-02T13:00:00Z"));

        assertThat(kafka.receive(EolReached.class, each -> each.announcementId().equals(announcement)).covers())
                .containsExactly("P1W");
        assertThat(kafka.received(EolNoticeDue.class)).filteredOn(each -> each.announcementId().equals(announcement)).hasSize(1);
        var shown = json(api.as(Persona.HEITOR).get().uri(ANNOUNCEMENTS + "/" + announcement).exchange());
        assertThat(shown.path("emitted").valueStream()
                .map(each -> each.path("notice").asString() + " " + each.path("coveredBy").asString("itself")))
                .containsExactly("P12M P1M", "P9M P1M", "P6M P1M", "P3M P1M", "P1M itself", "P1W P0D", "P0D itself");
    }

    @Tag("R10.2")
    @Test
    void releases_are_published_on_their_day_and_none_after_the_end() {
        var id = product(List.of(release("9.9", "2020-01-10"), release("9.10", "2020-02-01")));
        kafka.receive(ReleasePublished.class, each -> each.productId().equals(id) && each.version().equals("9.9"));
        clock.set(Instant.parse("2020-02-01T03:00:00Z"));
        var published = kafka.receive(ReleasePublished.class,
                each -> each.productId().equals(id) && each.version().equals("9.10"));

        assertThat(published.newestOfMajor()).isTrue();
        var shown = api.as(Persona.DAVI).get().uri("/api/v1/products/" + id).exchange();
        assertThat(json(shown).path("newest").asString()).isEqualTo("9.10");
        assertThat(json(api.as(Persona.DAVI).get().uri("/api/v1/products/" + id + "/releases").exchange()).path("items")
                .valueStream().map(each -> each.path("version").asString() + " " + each.path("newest").asBoolean()))
                .containsExactly("9.10 true", "9.9 false");
        announced(id, "2021-03-31");
        describe(id, Map.of("releases", List.of(release("9.11", "2021-03-31")))).expectStatus().isEqualTo(422).expectBody()
                .jsonPath("$.errors[0].code").isEqualTo("after-end-of-life");
    }

    @Test
    void lifecycle_of_a_product_is_checked_in_one_answer_and_published() {
        var id = product();
        var invalid = describe(id,
                Map.of("lifecycle",
                        List.of(Map.of("phase", "END_OF_LIFE", "basis", "FIXED", "day", "2030-01-01"),
                                Map.of("phase", "END_OF_SALE", "basis", "RELATIVE", "day", "2030-01-01", "release", "ten",
                                        "offset", "6M"),
                                Map.of("phase", "END_OF_SALE", "basis", "ESTIMATED", "release", "9.0"))));
        assertThat(json(invalid.expectStatus().isEqualTo(422)).path("errors").findValuesAsString("field")).containsExactly(
                "lifecycle[0].basis", "lifecycle[1].day", "lifecycle[1].release", "lifecycle[1].offset", "lifecycle[2].phase",
                "lifecycle[2].day", "lifecycle[2].release");

        var valid = describe(id, Map.of("releases", List.of(release("9.0", "2020-08-31")), "successor", "no-such", "lifecycle",
                List.of(Map.of("phase", "END_OF_ACTIVE_SUPPORT", "basis", "RELATIVE", "release", "9.0", "offset", "P6M"))));
        valid.expectStatus().isEqualTo(422).expectBody().jsonPath("$.errors[0].field").isEqualTo("successor");
        var described = json(describe(id,
                Map.of("releases", List.of(release("9.0", "2020-08-31")), "lifecycle", List
                        .of(Map.of("phase", "END_OF_ACTIVE_SUPPORT", "basis", "RELATIVE", "release", "9.0", "offset", "P6M"))))
                .expectStatus().isOk());

        assertThat(described.at("/lifecycle/0/day").asString()).isEqualTo("2021-03-01");
        var changed = kafka.receive(ProductChanged.class,
                each -> each.productId().equals(id) && each.lifecycle() != null && !each.lifecycle().isEmpty());
        assertThat(changed.lifecycle()).singleElement().satisfies(date -> assertThat(date.offset()).isEqualTo("P6M"));
    }

    @Tag("R10.3")
    @Tag("R10.6")
    @Test
    void the_impact_counts_installations_open_tickets_and_maintenance() {
        var id = product();
        var customer = "c-" + id;
        kafka.publish(customer, 1, customer(customer, id, LocalDate.of(2021, 6, 30)));
        kafka.publish("served-" + id, 1, customer("served-" + id, "another", LocalDate.of(2021, 6, 30)));
        for (var state : List.of("OPEN", "WAITING_CUSTOMER", "CLOSED"))
            kafka.publish("t-" + state + id, 1, ticket(state, customer, id));
        var draft = draft(id, "2021-03-31").path("id").asString();

        var impact = await().until(
                () -> json(api.as(Persona.HEITOR).get().uri(ANNOUNCEMENTS + "/" + draft + "/impact").exchange()),
                body -> body.path("openTickets").asInt() == 2 && body.path("customers").asInt() == 1);

        assertThat(List.of("contacts", "installations", "maintained")).extracting(field -> impact.path(field).asInt())
                .containsExactly(1, 2, 1);
        assertThat(impact.at("/items/0/openTickets").asInt()).isEqualTo(2);
        assertThat(impact.at("/items/0/installations").asInt()).isEqualTo(2);
        kafka.publish("t-OPEN" + id, 2, ticket("OPEN", "DECLINED", customer, id));
        await().until(() -> json(api.as(Persona.HEITOR).get().uri(ANNOUNCEMENTS + "/" + draft + "/impact").exchange())
                .path("openTickets").asInt() == 1);
    }

    @Tag("R10.3")
    @Test
    void ends_of_ticket_states_lose_no_other_state() {
        var id = product();
        var customer = "c-" + id;
        for (int n = 0; n < 40; n++) {
            kafka.publish("t-" + n + id, 1, ticket("t" + n, "OPEN", customer, id));
            kafka.publishRaw(Topic.TICKET_STATES, customer + "/t-gone-" + n, null);
        }
        var draft = draft(id, "2021-03-31").path("id").asString();

        await().until(() -> json(api.as(Persona.HEITOR).get().uri(ANNOUNCEMENTS + "/" + draft + "/impact").exchange())
                .path("openTickets").asInt() == 40);
    }

    @Tag("R10.3")
    @Test
    void the_end_of_the_remaining_maintenance_is_published_once() {
        var id = product();
        var customer = "m-" + id;
        announced(id, "2021-03-31");
        kafka.publish(customer, 1, customer(customer, id, LocalDate.of(2021, 6, 30)));
        clock.set(Instant.parse("2021-07-01T03:00:00Z"));

        var ended = kafka.receive(RemainingMaintenanceEnded.class, each -> each.productId().equals(id));

        assertThat(ended.customerId()).isEqualTo(customer);
        assertThat(ended.until()).isEqualTo("2021-06-30");
        assertThat(ended.endedAt()).isEqualTo("2021-07-01T03:00:00Z");
        kafka.publish(customer, 2, customer(customer, id, LocalDate.of(2021, 7, 31)));
        clock.set(Instant.parse("2021-08-01T03:00:00Z"));
        kafka.receive(RemainingMaintenanceEnded.class,
                each -> each.productId().equals(id) && each.until().equals(LocalDate.of(2021, 7, 31)));
        assertThat(kafka.received(RemainingMaintenanceEnded.class)).filteredOn(each -> each.productId().equals(id)).hasSize(2);
    }

    private static ContractChanged customer(String id, String product, LocalDate until) {
        var day = LocalDate.of(2020, 1, 1);
        return new ContractChanged(id, "Customer", "PRO", day, day.plusYears(5), "standard", "en", "America/Sao_Paulo",
                List.of(new Contact(id + "-dora", id + "@example.com", "Dora", "en", "UTC", true)), List.of(),
                List.of(new Installation(product, "8.8"), new Installation(product, "8.9")), List.of(),
                List.of(new RemainingMaintenance(product, until)), Instant.EPOCH);
    }

    private static TicketStateChanged ticket(String name, String customer, String product) {
        return ticket(name, name, customer, product);
    }

    private static TicketStateChanged ticket(String name, String status, String customer, String product) {
        return new TicketStateChanged("t-" + name + product, "T-2020-000001", customer, "Customer", product, "8.9", "INCIDENT",
                "P3", status, null, null, START, START, null, null, "1", "1");
    }

    private static Map<String, String> release(String version, String day) {
        return Map.of("version", version, "releasedOn", day);
    }

    private String product() {
        return product(List.of());
    }

    private String product(List<Map<String, String>> releases) {
        var id = "p" + UUID.randomUUID().toString().substring(0, 8);
        api.as(Persona.HEITOR).post().uri("/api/v1/products")
                .body(Map.of("id", id, "name", "Product " + id, "line", id, "releases", releases)).exchange().expectStatus()
                .isCreated();
        return id;
    }

    private ResponseSpec describe(String id, Map<String, ?> changes) {
        var etag = etag(api.as(Persona.HEITOR).get().uri("/api/v1/products/" + id).exchange());
        var body = new HashMap<String, Object>(Map.of("name", "Product " + id, "line", id, "releases", List.of()));
        body.putAll(changes);
        return api.as(Persona.HEITOR).put().uri("/api/v1/products/" + id).header("If-Match", etag).body(body).exchange();
    }

    private JsonNode draft(String product, String endOfLife) {
        return json(api.as(Persona.HEITOR).post().uri(ANNOUNCEMENTS).body(Map.of("product", product, "endOfLife", endOfLife,
                "reason", "Its platform ends", "migrationPath", "Upgrade to 9.2")).exchange().expectStatus().isCreated());
    }

    private String announced(String product, String endOfLife) {
        var id = draft(product, endOfLife).path("id").asString();
        approve(id).expectStatus().isOk();
        return id;
    }

    private ResponseSpec changeDate(String announcement, String endOfLife, String justification) {
        var body = new HashMap<String, Object>(Map.of("endOfLife", endOfLife, "reason", "The successor is late"));
        if (justification != null) body.put("justification", justification);
        return api.as(Persona.HEITOR).put().uri(ANNOUNCEMENTS + "/" + announcement + "/date").body(body).exchange();
    }

    private ResponseSpec approve(String announcement) {
        return api.as(Persona.IARA).post().uri(ANNOUNCEMENTS + "/" + announcement + "/approval").body(Map.of()).exchange();
    }
}
