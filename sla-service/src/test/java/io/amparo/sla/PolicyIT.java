package io.amparo.sla;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.amparo.clients.EventClient;
import io.amparo.events.slapolicy.SlaPolicyEvent.CalendarPublished;
import io.amparo.events.slapolicy.SlaPolicyEvent.SlaPlanPublished;
import io.amparo.platform.ServiceProperties;
import io.amparo.sla.calendar.BusinessCalendar;
import io.amparo.sla.calendar.CalendarRules;
import io.amparo.sla.calendar.Calendars;
import io.amparo.sla.calendar.PublishedCalendar;
import io.amparo.sla.calendar.TimeOfDay;
import io.amparo.sla.calendar.Tzdata;
import io.amparo.sla.calendar.WorkingWindow;
import io.amparo.sla.calendar.ZoneTables;
import io.amparo.testkit.Api;
import io.amparo.testkit.Persona;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@SlaTest
class PolicyIT {
    @Autowired
    Api api;
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
        var published = api.as(Persona.GISELE).post("/api/v1/sla/plans", plan);
        assertThat(published.status()).isEqualTo(201);
        var read = api.as(Persona.GISELE).get("/api/v1/sla/plans/ladder").body();
        assertThat(read).isEqualTo(published.body());
        assertThat(read.path("objectives").path(0).path("ladder").path(0).path("to").path(0).asString()).isEqualTo("manager");
        promise.put("ladder", List.of(Map.of("percent", 150, "to", List.of("boss"))));
        var texts = Stream.of("pt-BR", "en", "es").map(language -> {
            var refused = api.as(Persona.GISELE).with("Accept-Language", language).post("/api/v1/sla/plans",
                    Map.of("id", "wrong", "name", "Wrong", "objectives", List.of(promise)));
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.body().path("errors").path(0).path("field").asString()).isEqualTo("objectives[0].ladder[0].to[0]");
            return refused.body().path("errors").path(0).path("message").asString();
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
        assertThat(manager.post("/api/v1/sla/plans", Map.of("id", "own", "name", "Own", "objectives", List.of(promise))).status())
                .isEqualTo(201);
        assertThat(manager.post("/api/v1/sla/plans", Map.of("id", "own", "name", "Own", "objectives", List.of(promise))).status())
                .isEqualTo(409);
        assertThat(manager.post("/api/v1/sla/plans/own/versions", request).body().path("version").asInt()).isEqualTo(2);
        var quoted = api.as(Persona.DAVI).post("/api/v1/sla/quotes", Map.of("plan", "own", "kind", "INCIDENT", "priority", "P1"));
        assertThat(quoted.body().path("planVersion").asInt()).isEqualTo(2);
        assertThat(manager.get("/api/v1/sla/plans/own/versions").body().path("items").size()).isEqualTo(2);
        kafka.receive(SlaPlanPublished.class, plan -> plan.planId().equals("own") && plan.version() == 2);
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
        var made = manager.with("Idempotency-Key", "one").post(list, first);
        var repeated = manager.with("Idempotency-Key", "one").post(list, first);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(repeated.status()).as(repeated.text()).isEqualTo(201);
        assertThat(repeated.body()).isEqualTo(made.body());
        assertThat(manager.with("Idempotency-Key", "other").post(list, first).status()).isEqualTo(409);
        assertThat(api.as(Persona.IARA).with("Idempotency-Key", "one").post(list, first).status()).as("another's key")
                .isEqualTo(409);
        var second = manager.with("Idempotency-Key", "one").post(versions, request);
        assertThat(second.body().path("version").asInt()).isEqualTo(2);
        assertThat(manager.with("Idempotency-Key", "one").post(versions, request).body()).isEqualTo(second.body());
        assertThat(manager.post(versions, request).body().path("version").asInt()).isEqualTo(3);
        assertThat(manager.with("Idempotency-Key", "one").post(versions, request).body()).isEqualTo(second.body());
        assertThat(IntStream.range(0, 8).parallel()
                .mapToObj(_ -> manager.with("Idempotency-Key", "at-once").post(versions, request).body().path("version").asInt()))
                .as("concurrent requests with the same key").containsOnly(4);
        assertThat(manager.get(versions).body().path("items").size()).isEqualTo(4);
    }

    @Test
    void retry_returns_the_first_result_if_the_request_names_a_version() {
        var week = List.of(Map.of("days", List.of("MONDAY"), "from", "08:00", "to", "18:00"));
        var manager = api.as(Persona.GISELE).with("Idempotency-Key", "draft");
        manager.post("/api/v1/sla/calendars", Map.of("id", "draft", "name", "Draft", "zone", "UTC", "windows", week));
        var draft = Map.of("version", 2, "name", "Draft", "zone", "UTC", "windows", week);
        var second = manager.post("/api/v1/sla/calendars/draft/versions", draft);
        var repeated = manager.post("/api/v1/sla/calendars/draft/versions", draft);
        assertThat(second.status()).isEqualTo(201);
        assertThat(repeated.status()).isEqualTo(201);
        assertThat(repeated.body()).isEqualTo(second.body());
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
        assertThat(manager.get("/api/v1/sla/calendars").body().path("limit").asInt()).isEqualTo(25);
        assertThat(manager.get("/api/v1/sla/calendars?limit=101").status()).isEqualTo(422);
        for (var foreign : List.of("bWFueQ", "bWFueS94", "LzE"))
            assertThat(manager.get("/api/v1/sla/calendars?cursor=" + foreign).status()).as(foreign).isLessThan(500);
        assertThat(manager.get("/api/v1/sla/calendars?cursor=bWFueQ").status()).isEqualTo(422);
    }

    private List<String> pages(String list) {
        var seen = new ArrayList<String>();
        var manager = api.as(Persona.GISELE);
        var next = "";
        while (next != null) {
            var page = manager.get(list + "?limit=100" + next).body();
            assertThat(page.path("items").size()).isLessThanOrEqualTo(100);
            page.path("items").forEach(item -> seen.add(item.path("id").asString() + "/" + item.path("version").asInt()));
            next = page.path("next").isString() ? "&cursor=" + page.path("next").asString() : null;
        }
        return seen;
    }

    @Test
    void a_calendar_and_a_plan_have_a_name_of_at_most_200_characters() {
        var week = List.of(Map.of("days", List.of("MONDAY"), "from", "08:00", "to", "18:00"));
        for (var name : List.of("", "  ", "x".repeat(201))) {
            var refused = api.as(Persona.GISELE).post("/api/v1/sla/calendars",
                    Map.of("id", "named", "name", name, "zone", "UTC", "windows", week));
            assertThat(refused.status()).as(name).isEqualTo(422);
            assertThat(refused.body().path("errors").path(0).path("field").asString()).isEqualTo("name");
        }
        assertThat(api.as(Persona.GISELE)
                .post("/api/v1/sla/calendars", Map.of("id", "named", "name", "x".repeat(200), "zone", "UTC", "windows", week))
                .status()).isEqualTo(201);
    }

    @Test
    void closures_are_imported_by_publishing_the_draft_of_a_preview() {
        var manager = api.as(Persona.GISELE);
        var week = List.of(Map.of("days", List.of("MONDAY", "FRIDAY"), "from", "08:00", "to", "18:00"));
        var first = Map.of("id", "imported", "name", "Imported", "zone", "America/Sao_Paulo", "windows", week, "holidaySets",
                List.of("br-sp"));
        assertThat(manager.post("/api/v1/sla/calendars", first).status()).isEqualTo(201);
        int year = LocalDate.now(ZoneOffset.UTC).getYear() + 1;
        var file = """
                BEGIN:VCALENDAR\r
                VERSION:2.0\r
                BEGIN:VEVENT\r
                SUMMARY:Natal\r
                DTSTART;VALUE=DATE:%1$d1225\r
                END:VEVENT\r
                BEGIN:VEVENT\r
                SUMMARY:Inventário\r
                DTSTART:%1$d0702T130000\r
                DURATION:PT2H\r
                END:VEVENT\r
                BEGIN:VEVENT\r
                SUMMARY:Ontem\r
                DTSTART;VALUE=DATE:20010101\r
                END:VEVENT\r
                END:VCALENDAR\r
                """.formatted(year);
        var preview = manager.with("Content-Type", "text/calendar").post("/api/v1/sla/calendars/imported/imports", file).body();
        assertThat(preview.path("added").size()).isEqualTo(1);
        assertThat(preview.path("added").path(0).path("name").asString()).isEqualTo("Inventário");
        assertThat(preview.path("known").path(0).path("name").asString()).isEqualTo("Natal");
        assertThat(preview.path("unusable").path(0).path("reason").asString()).isEqualTo("outside");
        assertThat(preview.path("unusable").path(0).path("text").asString()).startsWith("The event is not between");
        assertThat(manager.post("/api/v1/sla/calendars/imported/imports", Map.of("text", file)).body()).isEqualTo(preview);
        assertThat(manager.get("/api/v1/sla/calendars/imported/versions").body().path("items").size()).isEqualTo(1);
        var draft = preview.path("draft");
        var published = manager.post("/api/v1/sla/calendars/imported/versions", draft);
        assertThat(published.status()).isEqualTo(201);
        assertThat(published.body().path("closures").path(0).path("name").asString()).isEqualTo("Inventário");
        assertThat(manager.post("/api/v1/sla/calendars/imported/versions", draft).status()).as("the same version again")
                .isEqualTo(409);
        kafka.receive(CalendarPublished.class,
                it -> it.calendarId().equals("imported") && it.version() == 2 && it.closures().getFirst().name() != null);
        assertThat(manager.post("/api/v1/sla/calendars/imported/imports", Map.of("text", "none")).status()).isEqualTo(422);
        assertThat(manager.post("/api/v1/sla/calendars/imported/imports", Map.of("text", "x".repeat(600_000))).status())
                .isEqualTo(413);
    }

    @Test
    void never_open_calendar_and_unknown_holiday_set_are_refused() {
        var never = Map.of("id", "never", "name", "Never", "zone", "UTC");
        var texts = Stream.of("pt-BR", "en", "es").map(language -> {
            var refused = api.as(Persona.GISELE).with("Accept-Language", language).post("/api/v1/sla/calendars", never);
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.body().path("errors").path(0).path("field").asString()).isEqualTo("windows");
            return refused.body().path("errors").path(0).path("message").asString();
        }).toList();
        assertThat(texts).containsExactly("descreve um calendário que nunca abre", "describes a calendar that is never open",
                "describe un calendario que nunca abre");
        var over = api.as(Persona.GISELE).post("/api/v1/sla/calendars",
                Map.of("id", "over", "name", "Over", "zone", "UTC", "openings", List.of(Map.of("date", "2020-01-01"))));
        assertThat(over.status()).isEqualTo(422);
        assertThat(over.body().path("errors").path(0).path("field").asString()).isEqualTo("openings");
        var unknown = api.as(Persona.GISELE).post("/api/v1/sla/calendars",
                Map.of("id", "unknown", "name", "Unknown", "zone", "UTC", "windows",
                        List.of(Map.of("days", List.of("MONDAY"), "from", "08:00", "to", "18:00")), "holidaySets",
                        List.of("br-national", "de-xx")));
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.body().path("errors").path(0).path("field").asString()).isEqualTo("holidaySets[1]");
        assertThat(unknown.body().path("errors").path(0).path("message").asString()).contains("de-by");
    }

    @Test
    void holiday_sets_are_listed_and_shown_by_year() {
        var staff = api.as(Persona.FABIO);
        var sets = staff.get("/api/v1/sla/holiday-sets").body().path("items");
        assertThat(sets.path(0).path("id").asString()).isEqualTo("br-national");
        assertThat(sets.valueStream().map(set -> set.path("id").asString())).contains("de-by", "us", "br-sp");
        var days = staff.get("/api/v1/sla/holiday-sets/carnaval?year=2026").body();
        assertThat(days.path("days").path(2).path("date").asString()).isEqualTo("2026-02-18");
        assertThat(days.path("days").path(2).path("to").asString()).isEqualTo("14:00:00");
        assertThat(days.path("days").path(2).path("name").path("es").asString()).isEqualTo("Miércoles de Ceniza");
        assertThat(staff.get("/api/v1/sla/holiday-sets/sa?year=2400").status()).isEqualTo(422);
        assertThat(staff.get("/api/v1/sla/holiday-sets/br-national?year=9999").status()).isEqualTo(422);
        assertThat(staff.get("/api/v1/sla/holiday-sets/nowhere").status()).isEqualTo(404);
    }
}
