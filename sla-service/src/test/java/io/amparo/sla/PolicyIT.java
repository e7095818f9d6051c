package io.amparo.sla;

import static io.amparo.testkit.ApiClients.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.amparo.clients.EventClient;
import io.amparo.events.product.ProductEvent.ProductChanged;
import io.amparo.events.product.ProductEvent.Release;
import io.amparo.events.sladefinition.SlaDefinitionEvent.SlaPlanPublished;
import io.amparo.platform.ServiceProperties;
import io.amparo.sla.calendar.BusinessCalendar;
import io.amparo.sla.calendar.CalendarRules;
import io.amparo.sla.calendar.Calendars;
import io.amparo.sla.calendar.PublishedCalendar;
import io.amparo.sla.calendar.TimeOfDay;
import io.amparo.sla.calendar.Tzdata;
import io.amparo.sla.calendar.WorkingWindow;
import io.amparo.sla.calendar.ZoneTables;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ReusedKeys;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

@SlaTest
class PolicyIT {
    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    Calendars calendars;
    @Autowired
    ZoneTables zones;
    @Autowired
    MongoClient client;
    @Autowired
    ServiceProperties service;
    private TicketFixture fixture;

    @BeforeAll
    void publishCustomers() {
        fixture = new TicketFixture(api, kafka);
        fixture.publishCustomers();
    }

    @Test
    void policies_are_published_once() {
        kafka.receive(SlaPlanPublished.class, plan -> plan.planId().equals("standard") && plan.version() == 1);
        assertThat(kafka.received(SlaPlanPublished.class)).extracting(SlaPlanPublished::key).doesNotHaveDuplicates();
    }

    @Test
    void plan_with_a_ladder_is_published_and_its_mistakes_are_refused() {
        var promise = new HashMap<String, Object>(Map.of("kind", "INCIDENT", "priority", "P1", "metric", "NEXT_RESPONSE",
                "budget", "PT4H", "calendar", Map.of("id", "24x7"), "longestPause", "P5D", "ladder",
                List.of(Map.of("percent", 150, "to", List.of("manager")))));
        var plan = Map.of("id", "ladder", "name", "Ladder", "reopening", "NEW_CYCLE", "qualifiedBugPriority", "P1",
                "packageCalendars", List.of(Map.of("code", "incidente-24x7", "calendar", Map.of("id", "24x7"))), "objectives",
                List.of(promise));

        var published = json(
                api.as(Persona.GISELE).post().uri("/api/v1/sla/plans").body(plan).exchange().expectStatus().isCreated());

        var read = json(api.as(Persona.GISELE).get().uri("/api/v1/sla/plans/ladder").exchange());
        assertThat(read).isEqualTo(published);
        assertThat(read.path("objectives").path(0).path("ladder").path(0).path("to").path(0).asString()).isEqualTo("manager");

        promise.put("ladder", List.of(Map.of("percent", 150, "to", List.of("boss"))));
        var texts = Stream.of("pt-BR", "en", "es").map(language -> {
            var refused = json(api.as(Persona.GISELE).post().uri("/api/v1/sla/plans").header("Accept-Language", language)
                    .body(Map.of("id", "wrong", "name", "Wrong", "objectives", List.of(promise))).exchange().expectStatus()
                    .isEqualTo(422));
            assertThat(refused.path("errors").path(0).path("field").asString()).isEqualTo("objectives[0].ladder[0].to[0]");
            return refused.path("errors").path(0).path("message").asString();
        }).toList();

        assertThat(texts).doesNotHaveDuplicates()
                .allMatch(text -> text.endsWith("admin, agent, manager, owner, product-manager"));
    }

    @Test
    void a_new_version_of_a_plan_is_quoted_and_old_ones_stay() {
        var promise = Map.of("kind", "INCIDENT", "priority", "P1", "metric", "RESOLUTION", "budget", "PT4H", "calendar",
                Map.of("id", "24x7"));
        var request = Map.of("name", "Own", "objectives", List.of(promise));
        var manager = api.as(Persona.GISELE);

        manager.post().uri("/api/v1/sla/plans").body(Map.of("id", "own", "name", "Own", "objectives", List.of(promise)))
                .exchange().expectStatus().isCreated();
        manager.post().uri("/api/v1/sla/plans").body(Map.of("id", "own", "name", "Own", "objectives", List.of(promise)))
                .exchange().expectStatus().isEqualTo(409);
        manager.post().uri("/api/v1/sla/plans/own/versions").body(request).exchange().expectBody().jsonPath("$.version")
                .isEqualTo(2);
        api.as(Persona.DAVI).post().uri("/api/v1/sla/quotes").body(Map.of("plan", "own", "kind", "INCIDENT", "priority", "P1"))
                .exchange().expectBody().jsonPath("$.planVersion").isEqualTo(2);
        assertThat(json(manager.get().uri("/api/v1/sla/plans/own/versions").exchange()).path("items").size()).isEqualTo(2);
        kafka.receive(SlaPlanPublished.class, plan -> plan.planId().equals("own") && plan.version() == 2);
    }

    @Test
    @Tag("R5.1")
    void quote_of_an_impossible_or_unsupported_version_is_refused_as_its_ticket() {
        var releases = List.of(new Release("8.8", LocalDate.EPOCH), new Release("8.9", LocalDate.EPOCH));
        kafka.publish("quoted-8", 1, new ProductChanged("quoted-8", "Q 8", "quoted", releases, null, null, Instant.EPOCH));
        kafka.publish("quoted-9", 1, new ProductChanged("quoted-9", "Q 9", "quoted", List.of(new Release("9.2", LocalDate.EPOCH)),
                null, null, Instant.EPOCH));
        await().untilAsserted(() -> quote("quoted-9", "9.2.1").expectStatus().isOk());

        quote("quoted-8", "8.9").expectStatus().isOk();
        var denied = json(quote("quoted-8", "8.8").expectStatus().isForbidden());
        assertThat(denied.path("code").asString()).isEqualTo("version-unsupported");
        assertThat(denied.path("reasons").path(0).path("clause").asString()).isEqualTo("5.release");
        for (var wrong : List.of(List.of("quoted-77", "1.0", "product"), List.of("quoted-8", "9.2", "version"),
                List.of("quoted-9", "9.77", "version"))) {
            var problem = json(quote(wrong.get(0), wrong.get(1)).expectStatus().isEqualTo(422));
            assertThat(problem.path("errors").findValuesAsString("field")).containsExactly(wrong.get(2));
        }
    }

    private ResponseSpec quote(String product, String version) {
        return api.as(Persona.DAVI).post().uri("/api/v1/sla/quotes")
                .body(Map.of("plan", "standard", "kind", "INCIDENT", "priority", "P1", "product", product, "version", version))
                .exchange();
    }

    @Test
    void key_of_a_calendar_or_plan_is_bound_to_its_content() {
        var manager = api.as(Persona.GISELE);
        var week = List.of(Map.of("days", List.of("MONDAY"), "from", "08:00", "to", "18:00"));
        ReusedKeys.check(manager, "/api/v1/sla/calendars",
                Map.of("id", "keyed", "name", "Keyed", "zone", "Mars", "windows", week),
                Map.of("id", "keyed", "name", "Keyed", "zone", "UTC", "windows", week),
                Map.of("id", "keyed-2", "name", "Keyed", "zone", "UTC", "windows", week));
        ReusedKeys.check(manager, "/api/v1/sla/calendars/keyed/versions", Map.of("name", "", "zone", "UTC", "windows", week),
                Map.of("name", "Second", "zone", "UTC", "windows", week),
                Map.of("name", "Third", "zone", "UTC", "windows", week));

        var promise = Map.of("kind", "INCIDENT", "priority", "P1", "metric", "RESOLUTION", "budget", "PT4H", "calendar",
                Map.of("id", "24x7"));
        ReusedKeys.check(manager, "/api/v1/sla/plans", Map.of("id", "keyed", "name", "Keyed", "objectives", List.of()),
                Map.of("id", "keyed", "name", "Keyed", "objectives", List.of(promise)),
                Map.of("id", "keyed", "name", "Other", "objectives", List.of(promise)));
        ReusedKeys.check(manager, "/api/v1/sla/migrations", Map.of("plan", "none", "toVersion", 1, "dryRun", true),
                Map.of("plan", "keyed", "toVersion", 1, "dryRun", true),
                Map.of("plan", "keyed", "toVersion", 1, "dryRun", true, "reason", "Other"));
    }

    @Test
    void retry_with_the_same_idempotency_key_returns_the_first_result() {
        var week = List.of(Map.of("days", List.of("MONDAY"), "from", "08:00", "to", "18:00"));
        assertRetryReturnsFirstResult("calendars", Map.of("name", "Retried", "zone", "UTC", "windows", week));

        var promise = Map.of("kind", "INCIDENT", "priority", "P1", "metric", "RESOLUTION", "budget", "PT4H", "calendar",
                Map.of("id", "24x7"));
        assertRetryReturnsFirstResult("plans", Map.of("name", "Retried", "objectives", List.of(promise)));
    }

    private void assertRetryReturnsFirstResult(String kind, Map<String, Object> request) {
        var list = "/api/v1/sla/" + kind;
        var versions = list + "/retried/versions";
        var first = new HashMap<>(request);
        first.put("id", "retried");
        var manager = api.as(Persona.GISELE);

        var made = json(post(manager, list, "one", first).expectStatus().isCreated());

        assertThat(json(post(manager, list, "one", first).expectStatus().isCreated())).isEqualTo(made);
        post(manager, list, "other", first).expectStatus().isEqualTo(409);
        // The key belongs to another person.
        post(api.as(Persona.IARA), list, "one", first).expectStatus().isEqualTo(409);
        var second = json(post(manager, versions, "one", request));
        assertThat(second.path("version").asInt()).isEqualTo(2);
        assertThat(json(post(manager, versions, "one", request))).isEqualTo(second);
        manager.post().uri(versions).body(request).exchange().expectBody().jsonPath("$.version").isEqualTo(3);
        assertThat(json(post(manager, versions, "one", request))).isEqualTo(second);
        assertThat(IntStream.range(0, 8).parallel()
                .map(_ -> json(post(manager, versions, "at-once", request)).path("version").asInt()))
                .as("concurrent requests with the same key").containsOnly(4);
        assertThat(json(manager.get().uri(versions).exchange()).path("items").size()).isEqualTo(4);
    }

    private static ResponseSpec post(RestTestClient client, String path, String key, Object body) {
        return client.post().uri(path).header("Idempotency-Key", key).body(body).exchange();
    }

    @Test
    void retry_returns_the_first_result_if_the_request_names_a_version() {
        var week = List.of(Map.of("days", List.of("MONDAY"), "from", "08:00", "to", "18:00"));
        var manager = api.as(Persona.GISELE).mutate().defaultHeader("Idempotency-Key", "draft").build();
        manager.post().uri("/api/v1/sla/calendars").body(Map.of("id", "draft", "name", "Draft", "zone", "UTC", "windows", week))
                .exchange();
        var draft = Map.of("version", 2, "name", "Draft", "zone", "UTC", "windows", week);

        var second = manager.post().uri("/api/v1/sla/calendars/draft/versions").body(draft).exchange();
        var repeated = manager.post().uri("/api/v1/sla/calendars/draft/versions").body(draft).exchange();

        assertThat(json(repeated.expectStatus().isCreated())).isEqualTo(json(second.expectStatus().isCreated()));
    }

    @Test
    void zones_of_many_versions_are_kept_and_lists_are_paged() {
        var monday = new WorkingWindow(EnumSet.of(DayOfWeek.MONDAY), TimeOfDay.MIDNIGHT, TimeOfDay.END_OF_DAY);
        var open = new BusinessCalendar(new CalendarRules(ZoneId.of("UTC"), List.of(monday), List.of(), List.of(), List.of()));
        for (int version = 1; version <= 501; version++)
            calendars.publish(new PublishedCalendar("many", version, "Many", open, Instant.EPOCH), "test");
        var stored = client.getDatabase(service.database()).getCollection("calendars");
        stored.updateOne(Filters.eq("many/501"), Updates.set("state.zone", "Pacific/Chatham"));
        calendars.storeZoneTables();
        assertThat(zones.table(ZoneId.of("Pacific/Chatham"), Tzdata.ofThisJvm().version())).isPresent();

        var versions = pages("/api/v1/sla/calendars/many/versions");
        assertThat(versions).hasSize(501).doesNotHaveDuplicates().startsWith("many/501", "many/500").endsWith("many/1");
        var all = pages("/api/v1/sla/calendars");
        assertThat(all).doesNotHaveDuplicates().contains("24x7/1", "business-hours/1").containsSubsequence("24x7/1", "many/1",
                "many/2", "many/10", "many/501");
        assertThat(pages("/api/v1/sla/plans")).contains("standard/1", "premium-24x7/1");
        assertThat(pages("/api/v1/sla/plans/standard/versions")).containsExactly("standard/1");

        var manager = api.as(Persona.GISELE);
        manager.get().uri("/api/v1/sla/calendars").exchange().expectBody().jsonPath("$.limit").isEqualTo(25);
        manager.get().uri("/api/v1/sla/calendars?limit=101").exchange().expectStatus().isEqualTo(422);
        for (var foreign : List.of("bWFueQ", "bWFueS94", "LzE"))
            manager.get().uri("/api/v1/sla/calendars?cursor=" + foreign).exchange().expectStatus()
                    .value(status -> assertThat(status).isLessThan(500));
        manager.get().uri("/api/v1/sla/calendars?cursor=bWFueQ").exchange().expectStatus().isEqualTo(422);
    }

    private List<String> pages(String list) {
        var seen = new ArrayList<String>();
        var manager = api.as(Persona.GISELE);
        var next = "";
        while (next != null) {
            var page = json(manager.get().uri(list + "?limit=100" + next).exchange());
            assertThat(page.path("items").size()).isLessThanOrEqualTo(100);
            page.path("items").forEach(item -> seen.add(item.path("id").asString() + "/" + item.path("version").asInt()));
            next = page.path("next").isString() ? "&cursor=" + page.path("next").asString() : null;
        }
        return seen;
    }
}
