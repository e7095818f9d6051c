package io.amparo.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.model.Filters;
import io.amparo.events.ticket.TicketEvent.PublicReplySent;
import io.amparo.events.ticket.TicketEvent.TicketClosed;
import io.amparo.events.ticket.TicketEvent.TicketResolved;
import io.amparo.platform.ServiceProperties;
import io.amparo.sla.board.WatchedTickets;
import io.amparo.testkit.Api;
import io.amparo.testkit.Persona;
import io.amparo.testkit.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@SlaTest
class ReportIT {
    @Autowired
    Api api;
    @Autowired
    Wire wire;
    @Autowired
    WatchedTickets tickets;
    @Autowired
    MongoClient client;
    @Autowired
    ServiceProperties service;
    private Desk desk;

    @BeforeAll
    void customers() {
        desk = new Desk(api, wire);
        desk.customers();
    }

    @Test
    void attainment_is_reported_as_it_was_known_and_replayed_under_another_plan() {
        var manager = api.as(Persona.GISELE);
        var openedAt = Instant.parse("2026-03-10T12:00:00Z");
        var opened = desk.open("INCIDENT", openedAt);
        wire.say(opened.ticketId(), 2, new PublicReplySent(opened.ticketId(), opened.number(), "acme", "m1", Desk.BRUNO,
                Desk.BRUNO, "s", "b", openedAt.plusSeconds(5)));
        var march = "/api/v1/sla/reports?by=customer,plan,priority&from=2026-03-01T00:00:00-03:00&to=2026-04-01T00:00:00-03:00";
        var before = await().until(() -> manager.get(march).body(),
                body -> body.path("total").path("met").asInt() == 1 && body.path("total").path("missed").asInt() == 1);
        // It happened in March but arrives now: the report as of a moment ago does not change.
        wire.say(opened.ticketId(), 3, new TicketResolved(opened.ticketId(), opened.number(), "acme", Desk.BRUNO, "Nothing works",
                openedAt.plus(Duration.ofMinutes(30))));
        await().untilAsserted(() -> {
            var report = manager.get(march).body();
            assertThat(report.path("from").asString()).isEqualTo("2026-03-01T00:00:00-03:00");
            var group = report.path("items").path(0);
            assertThat(group.path("customer").asString()).isEqualTo("acme");
            assertThat(group.path("plan").asString()).isEqualTo("demo-seconds");
            assertThat(group.path("met").asInt()).isEqualTo(1);
            assertThat(group.path("missed").asInt()).isEqualTo(1);
            assertThat(group.path("percentage").asDouble()).isEqualTo(50);
        });
        await().untilAsserted(() -> assertThat(manager.get(march).body().path("total").path("consumed").path("p95").asString())
                .isEqualTo("PT30M"));
        assertThat(manager.get(march + "&asOf=" + before.path("asOf").asString()).body()).isEqualTo(before);
        assertThat(manager.get(march + "&asOf=2026-03-10T12:00:10Z").body().path("items").size()).as("not received by then")
                .isZero();
        var table = manager.with("Accept", "text/csv").get(march + "&metric=FIRST_RESPONSE");
        assertThat(table.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
        assertThat(table.text().lines().skip(1)).singleElement().asString()
                .startsWith("acme,demo-seconds,P1,1,0,0,0,100.00,5,5,5,15,");

        var period = Map.of("from", "2026-03-01T00:00:00Z", "to", "2026-04-01T00:00:00Z", "customer", "acme");
        var replay = manager.post("/api/v1/sla/replays", with(period, "plan", Map.of("id", "standard"))).body();
        assertThat(replay.path("version").asInt()).isEqualTo(1);
        var named = manager.post("/api/v1/sla/replays", with(period, "plan", "standard")).body();
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
        var inline = manager
                .post("/api/v1/sla/replays", with(period, "plan", Map.of("name", "Strict", "objectives", List.of(strict))))
                .body();
        assertThat(inline.path("plan").asString()).isEqualTo("inline");
        assertThat(inline.path("total").path("would").path("missed").asInt()).isEqualTo(1);
        assertThat(inline.path("differing").asInt()).isEqualTo(1);
    }

    @Test
    void a_replay_knows_the_packages_of_a_customer_whose_plan_asked_for_none() {
        var night = Instant.parse("2026-04-14T02:00:00Z");
        var opened = desk.open("INCIDENT", night);
        desk.hasClocks(opened.ticketId());
        wire.say(opened.ticketId(), 2, new TicketResolved(opened.ticketId(), opened.number(), "acme", Desk.BRUNO, "Nothing works",
                night.plus(Duration.ofHours(2))));
        var manager = api.as(Persona.GISELE);
        await().untilAsserted(() -> assertThat(manager.get("/api/v1/sla/clocks/" + opened.ticketId()).text())
                .contains("RESOLUTION/1/met").doesNotContain("COVER"));
        var period = Map.of("from", "2026-04-14T00:00:00Z", "to", "2026-04-15T00:00:00Z", "customer", "acme");
        var office = Map.of("kind", "INCIDENT", "priority", "P1", "metric", "RESOLUTION", "budget", "PT1H", "calendar",
                Map.of("id", "business-hours"));
        var plan = Map.of("name", "Office hours", "objectives", List.of(office));
        assertThat(would(with(period, "plan", plan))).isEqualTo("MET");
        var packages = List.of(Map.of("code", "incidente-24x7", "calendar", Map.of("id", "24x7")));
        assertThat(would(with(period, "plan", with(plan, "packageCalendars", packages)))).isEqualTo("MISSED");
    }

    private String would(Map<String, ?> wish) {
        var answer = replay(wish).body();
        assertThat(answer.path("tickets").asInt()).as(answer.toString()).isEqualTo(1);
        return answer.path("total").path("would").path("met").asInt() == 1 ? "MET" : "MISSED";
    }

    private static Map<String, Object> with(Map<String, ?> period, String field, Object value) {
        var all = new HashMap<String, Object>(period);
        all.put(field, value);
        return all;
    }

    @Test
    void a_report_or_replay_that_cannot_be_made_is_refused_by_the_name_of_its_field_in_three_languages() {
        var manager = api.as(Persona.GISELE);
        var reports = "/api/v1/sla/reports?from=2026-03-01T00:00:00Z";
        refused(manager.with("Accept", "text/csv").get(reports), 400, "to");
        refused(manager.get(reports + "&to=soon"), 400, "to");
        refused(manager.get(reports + "&to=2026-03-01T00:00:00Z"), 422, "to");
        refused(manager.get(reports + "&to=2026-04-01T00:00:00Z&by=colour"), 422, "by");
        refused(manager.get(reports + "&to=2026-04-01T00:00:00Z&metric=SPEED"), 422, "metric");
        refused(manager.get(reports + "&to=2026-04-01T00:00:00Z&asOf=2499-01-01T00:00:00Z"), 422, "asOf");
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
        for (var beyond : List.of("-999999999-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "2500-01-01T00:00:00Z",
                "+999999999-12-31T23:59:59Z")) {
            var query = beyond.replace("+", "%2B");
            refused(manager.get("/api/v1/sla/reports?to=2026-03-01T00:00:00Z&from=" + query), 422, "from");
            refused(manager.get(reports + "&to=" + query), 422, "to");
            refused(manager.get(reports + "&to=2026-04-01T00:00:00Z&asOf=" + query), 422, "asOf");
            refused(replaying(Map.of("from", beyond, "to", "2026-04-01T00:00:00Z"), Map.of("id", "standard")), 422, "from");
            refused(replaying(Map.of("from", "2026-03-01T00:00:00Z", "to", beyond), Map.of("id", "standard")), 422, "to");
        }
        var texts = Stream
                .of("pt-BR", "en", "es").map(language -> manager.with("Accept-Language", language)
                        .get(reports + "&to=2026-02-01T00:00:00Z").body().path("errors").path(0).path("message").asString())
                .toList();
        assertThat(texts).containsExactly("deve ser posterior a from", "must be later than from", "debe ser posterior a from");
    }

    private Api.Answer replaying(Map<String, ?> period, @Nullable Object plan) {
        return replay(plan == null ? period : with(period, "plan", plan));
    }

    private Api.Answer replay(Map<String, ?> wish) {
        return api.as(Persona.GISELE).post("/api/v1/sla/replays", wish);
    }

    private static void refused(Api.Answer answer, int status, String field) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.body().path("errors").path(0).path("field").asString()).as(answer.text()).isEqualTo(field);
    }

    @Test
    void a_report_reads_only_what_may_matter_to_it_and_what_an_older_build_has_stored() {
        var openedAt = Instant.parse("2025-02-10T12:00:00Z");
        var opened = desk.open("INCIDENT", openedAt);
        var id = opened.ticketId();
        wire.say(id, 2, new TicketClosed(id, opened.number(), "acme", "fabio@opservices.example", openedAt.plusSeconds(5)));
        var opening = Instant.parse("2025-02-10T00:00:00Z");
        await().untilAsserted(() -> assertThat(api.as(Persona.FABIO).get("/api/v1/sla/clocks/" + id).text()).contains("CLOSED",
                "FIRST_RESPONSE/1/met", "RESOLUTION/1/met"));
        assertThat(running(Instant.now().plusSeconds(60), "2030-01-01T00:00:00Z")).doesNotContain(id);
        assertThat(running(opening, "2025-02-11T00:00:00Z")).as("the closing was received later").containsOnlyOnce(id);
        assertThat(running(opening, "2025-02-10T12:00:00Z")).as("opened at that instant, not before it").doesNotContain(id);
        assertThat(openedIn("2025-02-10T12:00:00Z", "2025-02-10T12:00:01Z")).containsExactly(id);
        assertThat(openedIn("2025-02-10T12:00:01Z", "2025-02-11T00:00:00Z")).isEmpty();

        var collection = client.getDatabase(service.database()).getCollection("tickets");
        var stored = collection.find(Filters.eq(id)).first();
        var state = stored.get("state", Document.class);
        state.keySet().removeAll(List.of("openedAt", "overSince", "tzdata"));
        for (var list : List.of("facts", "told")) state.getList(list, Document.class).forEach(each -> each.remove("heardAt"));
        collection.replaceOne(Filters.eq(id), stored);
        assertThat(running(Instant.now().plusSeconds(60), "2030-01-01T00:00:00Z")).contains(id);
        assertThat(openedIn("2025-02-10T12:00:00Z", "2025-02-10T12:00:01Z")).containsExactly(id);
        assertThat(openedIn("2025-02-10T12:00:01Z", "2025-02-11T00:00:00Z")).isEmpty();
        var report = api.as(Persona.GISELE)
                .get("/api/v1/sla/reports?from=2025-02-01T00:00:00Z&to=2025-03-01T00:00:00Z" + "&asOf=2025-02-10T12:02:00Z")
                .body();
        assertThat(report.path("total").path("met").asInt()).as("without a time of receipt, known when it happened").isEqualTo(2);
    }

    private List<String> running(Instant at, String openedBefore) {
        var ids = new ArrayList<String>();
        tickets.running(at, Instant.parse(openedBefore), ticket -> ids.add(ticket.ledger().ticketId()));
        return ids;
    }

    private List<String> openedIn(String from, String to) {
        var ids = new ArrayList<String>();
        tickets.opened(Instant.parse(from), Instant.parse(to), ticket -> ids.add(ticket.ledger().ticketId()));
        return ids;
    }
}
