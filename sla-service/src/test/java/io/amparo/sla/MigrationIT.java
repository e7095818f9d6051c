package io.amparo.sla;

import static io.amparo.testkit.ApiClients.json;
import static io.amparo.testkit.ApiClients.location;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.events.sla.SlaEvent.SlaRescheduled;
import io.amparo.events.slamigration.SlaMigrationEvent.SlaRescheduleRequested;
import io.amparo.events.ticket.TicketEvent.SlaDefinition;
import io.amparo.sla.calendar.Tzdata;
import io.amparo.sla.calendar.ZoneTable;
import io.amparo.sla.calendar.ZoneTables;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.web.servlet.client.RestTestClient;

@SlaTest
@ExtendWith(OutputCaptureExtension.class)
class MigrationIT {
    private static final String MIGRATIONS = "/api/v1/sla/migrations";
    private static final String APPLY_TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    ZoneTables zones;
    @Autowired
    Tzdata tzdata;
    private TicketFixture fixture;

    @BeforeAll
    void publishCustomers() {
        fixture = new TicketFixture(api, kafka);
        fixture.publishCustomers();
    }

    @Test
    void running_clocks_are_moved_to_a_new_version_after_a_preview_and_back_by_an_undo(CapturedOutput output) {
        var manager = api.as(Persona.GISELE);
        TicketFixture.publish(manager, "/plans", "moved", "PT4H", "24x7");
        TicketFixture.publish(manager, "/plans/moved/versions", "moved", "PT8H", "24x7");
        var openedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var id = openOn("moved", openedAt);
        var request = Map.of("plan", "moved", "toVersion", 2, "dryRun", true, "reason", "Holidays");

        var response = manager.post().uri(MIGRATIONS).header("Idempotency-Key", id).body(request).exchange().expectStatus()
                .isAccepted();
        var job = location(response);
        var migrationId = json(response).path("id");

        assertThat(json(manager.post().uri(MIGRATIONS).header("Idempotency-Key", id).body(request).exchange()).path("id"))
                .isEqualTo(migrationId);
        var token = assertPreviewed(manager, job, id, openedAt.plus(Duration.ofHours(8)));
        manager.post().uri(job + "/undo").body(Map.of()).exchange().expectStatus().isEqualTo(409);
        var other = TicketFixture.preview(manager, request);

        applyTwice(manager, token);
        var received = kafka.await(Instant.now().plusSeconds(20), SlaRescheduled.class, it -> it.ticketId().equals(id));
        assertThat(received.event().correlation()).as("trace of the request that applied it").isEqualTo(APPLY_TRACE);
        var rescheduled = received.data();
        assertThat(rescheduled.to()).isEqualTo(openedAt.plus(Duration.ofHours(8)));
        assertThat(rescheduled.reason()).isEqualTo("Holidays");
        assertThat(rescheduled.term()).isEqualTo("PLAN");
        assertThat(TicketFixture.awaitState(manager, job, "APPLIED").path("progress").path("done").asInt()).isOne();
        await().until(() -> output.getAll().contains("is applied: the clocks of 1 tickets have moved, those of 0 have not"));
        // The preview is from before a migration of the same plan.
        manager.post().uri(MIGRATIONS).body(Map.of("previewToken", other.path("previewToken").asString())).exchange()
                .expectStatus().isEqualTo(409);
        undo(manager, job, id, openedAt.plus(Duration.ofHours(4)));
    }

    /** Returns the token of the preview. */
    private static String assertPreviewed(RestTestClient manager, String job, String id, Instant dueAt) {
        var previewed = TicketFixture.awaitState(manager, job, "PREVIEWED");

        assertThat(previewed.path("totals").path("LATER").asInt()).isOne();
        var item = previewed.path("items").path(0);
        assertThat(item.path("ticket").asString()).isEqualTo(id);
        assertThat(Instant.parse(item.path("to").asString())).isEqualTo(dueAt);
        assertThat(json(manager.get().uri(job + "?effect=BREACHES").exchange()).path("items").size()).isZero();
        return previewed.path("previewToken").asString();
    }

    private static void applyTwice(RestTestClient manager, String token) {
        manager.post().uri(MIGRATIONS).body(Map.of("previewToken", token + "0")).exchange().expectStatus().isEqualTo(409);
        var apply = Map.of("plan", "moved", "toVersion", 2, "previewToken", token);
        manager.post().uri(MIGRATIONS).header("traceparent", "00-" + APPLY_TRACE + "-00f067aa0ba902b7-01").body(apply).exchange()
                .expectStatus().isAccepted();
        manager.post().uri(MIGRATIONS).body(apply).exchange().expectStatus().isAccepted();
    }

    private void undo(RestTestClient manager, String job, String id, Instant dueAt) {
        var undo = manager.post().uri(job + "/undo").body(Map.of("reason", "Too early")).exchange();

        undo.expectBody().jsonPath("$.undoes").isEqualTo(job.substring(MIGRATIONS.length() + 1));
        var restored = kafka.receive(SlaRescheduled.class, it -> it.ticketId().equals(id) && "Too early".equals(it.reason()));
        assertThat(restored.to()).isEqualTo(dueAt);
        TicketFixture.awaitState(manager, location(undo), "APPLIED");
        assertThat(kafka.received(SlaRescheduled.class)).filteredOn(it -> it.ticketId().equals(id)).hasSize(2);
        var clocks = json(manager.get().uri("/api/v1/sla/clocks/" + id).exchange());
        assertThat(clocks.path("planVersion").asInt()).isOne();
        assertThat(clocks.path("ledger").valueStream().map(fact -> fact.path("by").asString(""))).contains(Persona.GISELE.id());
        assertThat(json(manager.get().uri(MIGRATIONS).exchange()).path("items").size()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void running_clocks_are_moved_to_a_new_version_of_a_calendar() {
        var manager = api.as(Persona.GISELE);
        var hours = new HashMap<String, Object>(Map.of("id", "hours", "name", "Hours", "zone", "UTC", "windows", List.of(
                Map.of("days", Stream.of(DayOfWeek.values()).map(DayOfWeek::name).toList(), "from", "00:00", "to", "24:00"))));
        manager.post().uri("/api/v1/sla/calendars").body(hours).exchange().expectStatus().isCreated();
        var openedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var today = LocalDate.ofInstant(openedAt, ZoneOffset.UTC);
        hours.put("closures", Stream.of(today, today.plusDays(1)).map(day -> Map.of("date", day.toString())).toList());
        manager.post().uri("/api/v1/sla/calendars/hours/versions").body(hours).exchange().expectStatus().isCreated();
        TicketFixture.publish(manager, "/plans", "by-hours", "PT4H", "hours");
        var id = openOn("by-hours", openedAt);

        var previewed = TicketFixture.preview(manager, Map.of("calendar", "hours", "toVersion", 2, "dryRun", true));
        assertThat(previewed.path("progress").path("tickets").asInt()).isOne();
        assertThat(previewed.path("totals").path("LATER").asInt()).isOne();

        manager.post().uri(MIGRATIONS).body(Map.of("previewToken", previewed.path("previewToken").asString())).exchange();
        var rescheduled = kafka.receive(SlaRescheduled.class, it -> it.ticketId().equals(id));
        assertThat(rescheduled.term()).isEqualTo("CALENDAR");
        assertThat(rescheduled.from()).isEqualTo(openedAt.plus(Duration.ofHours(4)));
        // Some moments of the four hours were used up while the old version counted.
        assertThat(rescheduled.to()).isBetween(today.plusDays(2).atTime(3, 59, 30).toInstant(ZoneOffset.UTC),
                today.plusDays(2).atTime(4, 0).toInstant(ZoneOffset.UTC));
    }

    @Test
    void migration_skips_a_ticket_that_would_never_fall_due() {
        var manager = api.as(Persona.GISELE);
        var tomorrow = LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC).plusDays(1);
        var openings = List.of(Map.of("date", tomorrow.toString(), "from", "09:00", "to", "10:00"));
        manager.post().uri("/api/v1/sla/calendars")
                .body(Map.of("id", "once", "name", "Once", "zone", "UTC", "openings", openings)).exchange().expectStatus()
                .isCreated();
        TicketFixture.publish(manager, "/plans", "stuck", "PT4H", "24x7");
        TicketFixture.publish(manager, "/plans/stuck/versions", "stuck", "PT4H", "once");
        var id = openOn("stuck", Instant.now().truncatedTo(ChronoUnit.MILLIS));

        var previewed = TicketFixture.preview(manager, Map.of("plan", "stuck", "toVersion", 2, "dryRun", true));
        assertThat(previewed.path("totals").path("UNREACHABLE").asInt()).isOne();
        var job = MIGRATIONS + "/" + previewed.path("id").asString();
        var item = json(manager.get().uri(job + "?effect=UNREACHABLE").exchange()).path("items").path(0);
        assertThat(List.of(item.path("ticket").asString(), item.path("metric").asString())).containsExactly(id, "RESOLUTION");

        manager.post().uri(MIGRATIONS).body(Map.of("previewToken", previewed.path("previewToken").asString())).exchange();
        assertThat(TicketFixture.awaitState(manager, job, "APPLIED").path("progress").path("tickets").asInt()).isZero();
        assertThat(kafka.received(SlaRescheduleRequested.class)).extracting(SlaRescheduleRequested::ticketId).doesNotContain(id);
    }

    @Test
    void migrations_are_listed_in_pages_the_newest_first() {
        var manager = api.as(Persona.GISELE);
        var ids = Stream
                .generate(() -> json(manager.post().uri(MIGRATIONS)
                        .body(Map.of("plan", "standard", "toVersion", 1, "dryRun", true)).exchange()).path("id").asString())
                .limit(3).toList().reversed();
        var first = json(manager.get().uri(MIGRATIONS + "?limit=2").exchange());

        assertThat(first.path("limit").asInt()).isEqualTo(2);

        var second = json(manager.get().uri(MIGRATIONS + "?limit=2&cursor=" + first.path("next").asString()).exchange());
        assertThat(Stream.of(first, second).flatMap(page -> page.path("items").valueStream())
                .map(item -> item.path("id").asString())).startsWith(ids.toArray(String[]::new)).doesNotHaveDuplicates();
    }

    @Test
    void invalid_cursor_or_limit_is_refused_by_name() {
        var manager = api.as(Persona.GISELE);
        var job = TicketFixture.preview(manager, Map.of("plan", "standard", "toVersion", 1, "dryRun", true)).path("id")
                .asString();
        var paths = List.of("/migrations", "/migrations/" + job, "/board");

        for (var path : paths) {
            for (var key : List.of("-1/x", "/", "x", "000000", "x/000000", "-1")) {
                // Any millisecond is a valid cursor of the board.
                if (path.equals("/board") && (key.equals("-1/x") || key.equals("/"))) continue;
                refused(path + "?cursor=" + Base64.getUrlEncoder().encodeToString(key.getBytes(UTF_8)), "cursor");
            }
            refused(path + "?limit=101", "limit");
        }
    }

    private void refused(String path, String field) {
        api.as(Persona.GISELE).get().uri("/api/v1/sla" + path).exchange().expectStatus().isEqualTo(422).expectBody()
                .jsonPath("$.errors[0].field").isEqualTo(field);
    }

    private String openOn(String plan, Instant at) {
        var opened = TicketFixture.ticketOpened("INCIDENT", at, new SlaDefinition(plan, 1, "24x7", "UTC", List.of()));
        var id = opened.ticketId();
        kafka.publish(id, 1, opened);
        fixture.awaitClocks(id);
        return id;
    }

    @Test
    void invalid_migration_is_refused_by_field_name_in_three_languages() {
        var requests = Map.<Map<String, Object>, String>of(Map.of("dryRun", true, "toVersion", 1), "plan",
                Map.of("dryRun", true, "plan", "nowhere", "toVersion", 1), "plan",
                Map.of("dryRun", true, "calendar", "24x7", "toVersion", 99), "toVersion");

        requests.forEach((request, field) -> assertThat(Stream.of("pt-BR", "en", "es").map(language -> {
            var refused = json(api.as(Persona.GISELE).post().uri(MIGRATIONS).header("Accept-Language", language).body(request)
                    .exchange().expectStatus().isEqualTo(422));
            assertThat(refused.path("errors").path(0).path("field").asString()).isEqualTo(field);
            return refused.path("errors").path(0).path("message").asString();
        })).doesNotHaveDuplicates());

        api.as(Persona.GISELE).post().uri(MIGRATIONS).body(Map.of("plan", "standard", "toVersion", 1)).exchange().expectBody()
                .jsonPath("$.errors[0].field").isEqualTo("previewToken");
    }

    @Test
    void running_clocks_are_moved_to_the_jvms_time_zone_data_and_back() {
        var manager = api.as(Persona.GISELE);
        var openedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var today = LocalDate.ofInstant(openedAt, ZoneOffset.UTC);
        publishAbidjan(manager, today);
        var id = openOn("abidjan", openedAt);
        var due = today.plusDays(2).atTime(4, 0).toInstant(ZoneOffset.UTC);
        assertThat(TicketFixture.dueAt(manager, id)).isEqualTo(due);

        // Simulates a ticket that was opened under a JVM whose data has Abidjan two hours behind.
        zones.publish(new ZoneTable("Africa/Abidjan", "2000a", ZoneOffset.ofHours(-2), List.of()));
        kafka.publish(id, 2, new SlaRescheduleRequested("before", id, "acme", "TZDATA", tzdata.version(), "2000a", "test", null,
                Instant.now().truncatedTo(ChronoUnit.MILLIS)));
        await().untilAsserted(() -> assertThat(TicketFixture.dueAt(manager, id)).isEqualTo(due.plus(Duration.ofHours(2))));
        kafka.receive(SlaRescheduled.class, it -> it.ticketId().equals(id));

        var usage = json(manager.get().uri("/api/v1/sla/tzdata").exchange());
        assertThat(usage.path("present").asString()).isEqualTo(tzdata.version());
        assertThat(usage.path("tickets").path(0).path("tzdata").asString()).isEqualTo("2000a");
        assertThat(usage.path("tickets").path(0).path("open").asInt()).isOne();

        var previewed = TicketFixture.preview(manager, Map.of("tzdata", tzdata.version(), "dryRun", true, "reason", "A new JVM"));
        assertThat(previewed.path("tzdata").asString()).isEqualTo(tzdata.version());
        assertThat(previewed.path("progress").path("tickets").asInt()).isOne();
        assertThat(previewed.path("totals").path("EARLIER").asInt()).isOne();

        var job = MIGRATIONS + "/" + previewed.path("id").asString();
        manager.post().uri(MIGRATIONS).body(Map.of("previewToken", previewed.path("previewToken").asString())).exchange();
        var rescheduled = kafka.receive(SlaRescheduled.class, it -> it.ticketId().equals(id) && "A new JVM".equals(it.reason()));
        assertThat(List.of(rescheduled.term(), rescheduled.tzdata())).containsExactly("TZDATA", tzdata.version());
        assertThat(List.of(rescheduled.from(), rescheduled.to())).containsExactly(due.plus(Duration.ofHours(2)), due);
        assertThat(TicketFixture.awaitState(manager, job, "APPLIED").path("progress").path("done").asInt()).isOne();

        manager.post().uri(job + "/undo").body(Map.of("reason", "Too early")).exchange();
        var restored = kafka.receive(SlaRescheduled.class, it -> it.ticketId().equals(id) && "Too early".equals(it.reason()));
        assertThat(List.of(restored.to(), restored.tzdata())).containsExactly(due.plus(Duration.ofHours(2)), "2000a");
        await().untilAsserted(() -> assertThat(json(manager.get().uri("/api/v1/sla/clocks/" + id).exchange()).path("objectives")
                .path(0).path("rescheduled").path(2).path("text").asString()).contains("new time zone data"));
    }

    /** Publishes a calendar of Abidjan that is closed from yesterday to tomorrow, and a plan that uses it. */
    private static void publishAbidjan(RestTestClient manager, LocalDate today) {
        var days = Map.of("id", "abidjan", "name", "Abidjan", "zone", "Africa/Abidjan", "windows",
                List.of(Map.of("days", Stream.of(DayOfWeek.values()).map(DayOfWeek::name).toList(), "from", "00:00", "to",
                        "24:00")),
                "closures", Stream.of(-1, 0, 1).map(day -> Map.of("date", today.plusDays(day).toString())).toList());
        manager.post().uri("/api/v1/sla/calendars").body(days).exchange().expectStatus().isCreated();
        TicketFixture.publish(manager, "/plans", "abidjan", "PT4H", "abidjan");
    }
}
