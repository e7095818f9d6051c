package io.amparo.sla;

import static io.amparo.testkit.ApiClients.json;
import static io.amparo.testkit.ApiClients.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.events.ticket.TicketEvent.PublicReplySent;
import io.amparo.events.ticket.TicketEvent.TicketClosed;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.events.ticket.TicketEvent.TicketResolved;
import io.amparo.sla.readmodel.WatchedTickets;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

@SlaTest
class ReportIT {
    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    WatchedTickets tickets;
    private TicketFixture fixture;

    @BeforeAll
    void publishCustomers() {
        fixture = new TicketFixture(api, kafka);
        fixture.publishCustomers();
    }

    @Test
    void attainment_is_reported_as_it_was_known_at_the_time() {
        var manager = api.as(Persona.GISELE);
        var opened = openAnsweredTicket(Instant.parse("2026-03-10T12:00:00Z"));
        var march = "/api/v1/sla/reports?by=customer,plan,priority&from=2026-03-01T00:00:00-03:00&to=2026-04-01T00:00:00-03:00";
        var before = await().until(() -> json(manager.get().uri(march).exchange()),
                body -> body.path("total").path("met").asInt() == 1 && body.path("total").path("missed").asInt() == 1);

        // It happened in March but arrives now: the report as of a moment ago does not change.
        resolveAfterHalfAnHour(opened);

        await().untilAsserted(() -> {
            var report = json(manager.get().uri(march).exchange());
            assertThat(report.path("from").asString()).isEqualTo("2026-03-01T00:00:00-03:00");
            var group = report.path("items").path(0);
            assertThat(group.path("customer").asString()).isEqualTo("acme");
            assertThat(group.path("plan").asString()).isEqualTo("demo-seconds");
            assertThat(group.path("met").asInt()).isEqualTo(1);
            assertThat(group.path("missed").asInt()).isEqualTo(1);
            assertThat(group.path("percentage").asDouble()).isEqualTo(50);
        });
        await().untilAsserted(
                () -> assertThat(json(manager.get().uri(march).exchange()).path("total").path("consumed").path("p95").asString())
                        .isEqualTo("PT30M"));
        assertThat(json(manager.get().uri(march + "&asOf=" + before.path("asOf").asString()).exchange())).isEqualTo(before);
        assertThat(json(manager.get().uri(march + "&asOf=2026-03-10T12:00:10Z").exchange()).path("items").size())
                .as("not received by then").isZero();

        var table = text(manager.get().uri(march + "&metric=FIRST_RESPONSE").header("Accept", "text/csv").exchange()
                .expectHeader().valueEquals("Content-Type", "text/csv;charset=UTF-8"));
        assertThat(table.lines().skip(1)).singleElement().asString().startsWith("acme,demo-seconds,P1,1,0,0,0,100.00,5,5,5,15,");
    }

    @Test
    void replay_compares_the_outcome_with_that_of_another_plan() {
        var manager = api.as(Persona.GISELE);
        var opened = openAnsweredTicket(Instant.parse("2026-05-12T12:00:00Z"));
        resolveAfterHalfAnHour(opened);
        await().until(
                () -> json(manager.get().uri("/api/v1/sla/reports?from=2026-05-01T00:00:00Z&to=2026-06-01T00:00:00Z").exchange())
                        .path("total").path("consumed").path("p95").asString().equals("PT30M"));
        var period = Map.of("from", "2026-05-01T00:00:00Z", "to", "2026-06-01T00:00:00Z", "customer", "acme");

        var replay = json(replaying(period, Map.of("id", "standard")));
        assertThat(replay.path("version").asInt()).isEqualTo(1);

        var named = json(replaying(period, "standard"));
        assertThat(named.path("plan").asString()).isEqualTo("standard");
        assertThat(named.path("differences")).isEqualTo(replay.path("differences"));
        assertThat(replay.path("tickets").asInt()).isEqualTo(1);
        assertThat(replay.path("total").path("then").path("missed").asInt()).isEqualTo(1);
        assertThat(replay.path("total").path("would").path("percentage").asDouble()).isEqualTo(100);
        var difference = replay.path("differences").path(0);
        assertThat(difference.path("number").asString()).isEqualTo(opened.number());
        assertThat(difference.path("then").asString()).isEqualTo("MISSED");
        assertThat(difference.path("would").asString()).isEqualTo("MET");

        var strict = Map.of("kind", "INCIDENT", "priority", "P1", "metric", "FIRST_RESPONSE", "budget", "PT1S", "calendar",
                Map.of("id", "24x7"));
        var inline = json(replaying(period, Map.of("name", "Strict", "objectives", List.of(strict))));
        assertThat(inline.path("plan").asString()).isEqualTo("inline");
        assertThat(inline.path("total").path("would").path("missed").asInt()).isEqualTo(1);
        assertThat(inline.path("differing").asInt()).isEqualTo(1);
    }

    private TicketOpened openAnsweredTicket(Instant at) {
        var opened = fixture.openTicket("INCIDENT", at);
        kafka.publish(opened.ticketId(), 2, new PublicReplySent(opened.ticketId(), opened.number(), "acme", "m1",
                TicketFixture.BRUNO, TicketFixture.BRUNO, "s", "b", at.plusSeconds(5)));
        return opened;
    }

    private void resolveAfterHalfAnHour(TicketOpened opened) {
        kafka.publish(opened.ticketId(), 3, new TicketResolved(opened.ticketId(), opened.number(), "acme", TicketFixture.BRUNO,
                "Nothing works", opened.openedAt().plus(Duration.ofMinutes(30))));
    }

    @Test
    void replay_applies_packages_that_the_tickets_own_plan_did_not_use() {
        var night = Instant.parse("2026-04-14T02:00:00Z");
        var opened = fixture.openTicket("INCIDENT", night);
        fixture.awaitClocks(opened.ticketId());
        kafka.publish(opened.ticketId(), 2, new TicketResolved(opened.ticketId(), opened.number(), "acme", TicketFixture.BRUNO,
                "Nothing works", night.plus(Duration.ofHours(2))));
        var manager = api.as(Persona.GISELE);

        await().untilAsserted(() -> assertThat(text(manager.get().uri("/api/v1/sla/clocks/" + opened.ticketId()).exchange()))
                .contains("RESOLUTION/1/met").doesNotContain("COVER"));

        var period = Map.of("from", "2026-04-14T00:00:00Z", "to", "2026-04-15T00:00:00Z", "customer", "acme");
        var office = Map.of("kind", "INCIDENT", "priority", "P1", "metric", "RESOLUTION", "budget", "PT1H", "calendar",
                Map.of("id", "business-hours"));
        var plan = Map.of("name", "Office hours", "objectives", List.of(office));
        assertThat(replayedOutcome(with(period, "plan", plan))).isEqualTo("MET");

        var packages = List.of(Map.of("code", "incidente-24x7", "calendar", Map.of("id", "24x7")));
        assertThat(replayedOutcome(with(period, "plan", with(plan, "packageCalendars", packages)))).isEqualTo("MISSED");
    }

    private String replayedOutcome(Map<String, ?> request) {
        var response = json(replay(request));
        assertThat(response.path("tickets").asInt()).as(response.toString()).isEqualTo(1);
        return response.path("total").path("would").path("met").asInt() == 1 ? "MET" : "MISSED";
    }

    private static Map<String, Object> with(Map<String, ?> period, String field, Object value) {
        var all = new HashMap<String, Object>(period);
        all.put(field, value);
        return all;
    }

    @Test
    void invalid_report_or_replay_is_refused_by_field_name() {
        var manager = api.as(Persona.GISELE);
        var reports = "/api/v1/sla/reports?from=2026-03-01T00:00:00Z";

        refused(manager.get().uri(reports).header("Accept", "text/csv").exchange(), 400, "to");
        refused(manager.get().uri(reports + "&to=soon").exchange(), 400, "to");
        refused(manager.get().uri(reports + "&to=2026-03-01T00:00:00Z").exchange(), 422, "to");
        refused(manager.get().uri(reports + "&to=2026-04-01T00:00:00Z&by=colour").exchange(), 422, "by");
        refused(manager.get().uri(reports + "&to=2026-04-01T00:00:00Z&metric=SPEED").exchange(), 422, "metric");
        refused(manager.get().uri(reports + "&to=2026-04-01T00:00:00Z&asOf=2499-01-01T00:00:00Z").exchange(), 422, "asOf");

        var period = Map.of("from", "2026-03-01T00:00:00Z", "to", "2026-04-01T00:00:00Z");
        refused(replaying(period, null), 400, "plan");
        refused(replaying(period, Map.of("id", "nobodys")), 422, "plan.id");
        refused(replaying(period, "nobodys"), 422, "plan.id");
        refused(replaying(period, 7), 400, "plan");
        refused(replaying(period, Map.of("id", "standard", "version", 99)), 422, "plan.version");
        refused(replaying(period, Map.of("name", "Own", "version", 1)), 400, "plan.version");
        refused(replaying(period, Map.of("name", "Own")), 400, "plan.objectives");
        var wrong = Map.of("kind", "INCIDENT", "priority", "P9", "metric", "RESOLUTION", "budget", "PT1S", "calendar",
                Map.of("id", "24x7"));
        refused(replaying(period, Map.of("name", "Own", "objectives", List.of(wrong))), 422, "plan.objectives[0].priority");
        refused(replay(
                with(Map.of("from", "2026-03-01T00:00:00Z", "to", "2027-04-01T00:00:00Z"), "plan", Map.of("id", "standard"))),
                422, "to");
        refused(replay(with(with(period, "customer", "nobody"), "plan", Map.of("id", "standard"))), 422, "customer");

        var texts = Stream.of("pt-BR", "en", "es")
                .map(language -> json(
                        manager.get().uri(reports + "&to=2026-02-01T00:00:00Z").header("Accept-Language", language).exchange())
                        .path("errors").path(0).path("message").asString())
                .toList();

        assertThat(texts).containsExactly("deve ser posterior a from", "must be later than from", "debe ser posterior a from");
    }

    @Test
    void instant_outside_the_supported_range_is_refused_by_field_name() {
        var manager = api.as(Persona.GISELE);
        var reports = "/api/v1/sla/reports?from=2026-03-01T00:00:00Z";

        for (var outOfRange : List.of("-999999999-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "2500-01-01T00:00:00Z",
                "+999999999-12-31T23:59:59Z")) {
            refused(manager.get().uri("/api/v1/sla/reports?to=2026-03-01T00:00:00Z&from={from}", outOfRange).exchange(), 422,
                    "from");
            refused(manager.get().uri(reports + "&to={to}", outOfRange).exchange(), 422, "to");
            refused(manager.get().uri(reports + "&to=2026-04-01T00:00:00Z&asOf={asOf}", outOfRange).exchange(), 422, "asOf");
            refused(replaying(Map.of("from", outOfRange, "to", "2026-04-01T00:00:00Z"), Map.of("id", "standard")), 422, "from");
            refused(replaying(Map.of("from", "2026-03-01T00:00:00Z", "to", outOfRange), Map.of("id", "standard")), 422, "to");
        }
    }

    private ResponseSpec replaying(Map<String, ?> period, @Nullable Object plan) {
        return replay(plan == null ? period : with(period, "plan", plan));
    }

    private ResponseSpec replay(Map<String, ?> request) {
        return api.as(Persona.GISELE).post().uri("/api/v1/sla/replays").body(request).exchange();
    }

    private static void refused(ResponseSpec response, int status, String field) {
        response.expectStatus().isEqualTo(status).expectBody().jsonPath("$.errors[0].field").isEqualTo(field);
    }

    @Test
    void report_reads_only_relevant_tickets() {
        var openedAt = Instant.parse("2025-02-10T12:00:00Z");
        var opened = fixture.openTicket("INCIDENT", openedAt);
        var id = opened.ticketId();
        kafka.publish(id, 2, new TicketClosed(id, opened.number(), "acme", "user-FABIO", openedAt.plusSeconds(5)));
        var opening = Instant.parse("2025-02-10T00:00:00Z");
        await().untilAsserted(() -> assertThat(text(api.as(Persona.FABIO).get().uri("/api/v1/sla/clocks/" + id).exchange()))
                .contains("CLOSED", "FIRST_RESPONSE/1/met", "RESOLUTION/1/met"));

        assertThat(running(Instant.now().plusSeconds(60), "2030-01-01T00:00:00Z")).doesNotContain(id);
        assertThat(running(opening, "2025-02-11T00:00:00Z")).as("the closing was received later").containsOnlyOnce(id);
        assertThat(running(opening, "2025-02-10T12:00:00Z")).as("opened at that instant, not before it").doesNotContain(id);
        assertThat(openedIn("2025-02-10T12:00:00Z", "2025-02-10T12:00:01Z")).containsExactly(id);
        assertThat(openedIn("2025-02-10T12:00:01Z", "2025-02-11T00:00:00Z")).isEmpty();
    }

    private List<String> running(Instant at, String openedBefore) {
        var ids = new ArrayList<String>();
        tickets.forEachRunning(at, Instant.parse(openedBefore), ticket -> ids.add(ticket.ledger().ticketId()));
        return ids;
    }

    private List<String> openedIn(String from, String to) {
        var ids = new ArrayList<String>();
        tickets.forEachOpened(Instant.parse(from), Instant.parse(to), ticket -> ids.add(ticket.ledger().ticketId()));
        return ids;
    }
}
