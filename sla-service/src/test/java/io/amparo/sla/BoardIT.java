package io.amparo.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.ticket.TicketEvent.SlaDefinition;
import io.amparo.events.ticket.TicketEvent.StatusChanged;
import io.amparo.events.ticket.TicketEvent.TicketClosed;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.sla.calendar.Tzdata;
import io.amparo.testkit.Api;
import io.amparo.testkit.Persona;
import io.amparo.testkit.Wire;
import io.amparo.testkit.World;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The board, live and in pages, and the clocks of a ticket. */
@SlaTest
class BoardIT {
    private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");

    @Autowired
    Api api;
    @Autowired
    Wire wire;
    private Desk desk;

    @BeforeAll
    void customers() {
        desk = new Desk(api, wire);
        desk.customers();
    }

    @Test
    void the_live_board_resumes_after_the_last_event_that_was_seen() {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            var seen = assigned(desk.open("INCIDENT", Instant.now()));
            var missed = assigned(desk.open("INCIDENT", Instant.now()));
            var stream = api.as(Persona.GISELE).with("Last-Event-ID", seen).get("/api/v1/sla/board/stream?for=PT0.5S");
            assertThat(stream.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
            assertThat(stream.text()).contains("id:" + missed, "event:ASSIGNED").doesNotContain("id:" + seen, "RESET");
        });
    }

    @Test
    void the_live_board_says_of_a_breach_what_is_owed_in_the_readers_language() {
        var broken = open(customer(), "1", "P1", Instant.now().minusSeconds(30));
        var before = assigned(broken);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            var stream = api.as(Persona.GISELE).with("Last-Event-ID", before).with("Accept-Language", "es")
                    .get("/api/v1/sla/board/stream?for=PT0.2S").text();
            var breach = Stream.of(stream.split("\n\n"))
                    .filter(event -> event.contains("id:" + broken.ticketId() + "/FIRST_RESPONSE/1/breached"))
                    .flatMap(String::lines).filter(line -> line.startsWith("data:")).findFirst().orElse("data:{}");
            var notice = JsonMapper.shared().readTree(breach.substring("data:".length()));
            assertThat(notice.path("edge").path("kind").asString()).isEqualTo("BREACH");
            var cause = notice.path("cause");
            assertThat(cause.path("code").asString()).isEqualTo("NOT_ANSWERED");
            assertThat(Instant.parse(cause.path("since").asString())).isEqualTo(broken.openedAt());
            assertThat(cause.path("text").asString()).startsWith("Sin primera respuesta desde ");
        });
    }

    @Test
    void a_live_board_that_resumes_after_what_nobody_remembers_is_told_to_begin_again() {
        var gisele = api.as(Persona.GISELE);
        var stream = gisele.with("Last-Event-ID", "before/the/start").get("/api/v1/sla/board/stream?for=PT0.2S").text();
        var reset = Stream.of(stream.split("\n\n")).filter(event -> !event.startsWith(":")).findFirst().orElseThrow();
        assertThat(reset.lines()).contains("event:RESET", "data:{}").noneMatch(line -> line.startsWith("id:"));
        assertThat(gisele.get("/api/v1/sla/board/stream?for=PT0.2S").text()).doesNotContain("RESET");
    }

    @Test
    void a_live_board_lasts_for_a_day_at_most() {
        for (var lasting : List.of("PT99999999H", "PT24H0.001S", "PT-0.001S", "PT-99999999H")) {
            var messages = Stream.of("pt-BR", "en", "es").map(language -> {
                var refused = api.as(Persona.GISELE).with("Accept-Language", language)
                        .get("/api/v1/sla/board/stream?for=" + lasting);
                assertThat(refused.status()).as(lasting).isEqualTo(422);
                assertThat(refused.body().path("errors").path(0).path("field").asString()).isEqualTo("for");
                return refused.body().path("errors").path(0).path("message").asString();
            });
            assertThat(messages).doesNotHaveDuplicates();
        }
    }

    @Test
    void what_was_closed_by_a_clock_that_is_ahead_leaves_the_board_at_once() {
        var opened = desk.open("INCIDENT", Instant.now());
        desk.hasClocks(opened.ticketId());
        wire.say(opened.ticketId(), 2, new TicketClosed(opened.ticketId(), opened.number(), "acme", "fabio@opservices.example",
                Instant.now().plusSeconds(300)));
        await().untilAsserted(() -> assertThat(desk.pages("/board?limit=100")).doesNotContain(opened.number()));
    }

    @Test
    void the_board_is_read_in_pages_the_next_edges_first_and_last_what_has_none() {
        var customer = customer();
        var now = Instant.now();
        // The ids are not in the expected order.
        var waiting = Stream.of("3", "1").map(id -> waiting(open(customer, id, "P2", now))).toList();
        var broken = Stream.of("2", "4").map(id -> open(customer, id, "P1", now.minusSeconds(id.equals("2") ? 300 : 600)))
                .toList();
        var soon = open(customer, "9", "P2", now);
        var later = open(customer, "0", "P3", now);
        var order = Stream.of(List.of(soon, later), broken.reversed(), waiting.reversed()).flatMap(List::stream)
                .map(TicketOpened::number).toList();
        var ofCustomer = "&customer=" + customer;
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            for (int limit : List.of(100, 1, 3, 4, 5))
                assertThat(desk.pages("/board?limit=" + limit + ofCustomer)).as("limit " + limit).isEqualTo(order);
        });
        assertThat(desk.pages("/board?limit=1&state=PAUSED,BREACHED" + ofCustomer)).isEqualTo(order.subList(2, 6));
        assertThat(desk.pages("/board?limit=1&plan=demo-seconds" + ofCustomer)).isEqualTo(order);
        assertThat(desk.pages("/board?plan=standard" + ofCustomer)).isEmpty();
        assertThat(desk.pages("/board?limit=100&plan=demo-seconds")).containsAll(order);
    }

    @Test
    void the_board_says_what_comes_next_of_a_ticket_and_why_it_is_at_risk() {
        var customer = customer();
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var warned = open(customer, "1", "P2", now.minus(Duration.ofMinutes(65)));
        var late = open(customer, "2", "P2", now.minus(Duration.ofMinutes(110)));
        var calm = open(customer, "3", "P2", now);
        waiting(open(customer, "4", "P2", now));
        await().untilAsserted(() -> assertThat(desk.pages("/board?state=PAUSED&customer=" + customer)).hasSize(1));
        await().untilAsserted(() -> assertThat(desk.pages("/board?state=AT_RISK&customer=" + customer)).hasSize(2));

        var before = Instant.now();
        var board = api.as(Persona.FABIO).get("/api/v1/sla/board?customer=" + customer).body();
        assertThat(board.path("items").path(0).path("tzdata").asString()).isEqualTo(Tzdata.ofThisJvm().version());

        assertThat(Instant.parse(board.path("asOf").asString())).isBetween(before.truncatedTo(ChronoUnit.MILLIS), Instant.now());
        var items = board.path("items");
        edge(items.path(0), late, "BREACH", 0, 120);
        edge(items.path(1), warned, "WARNING", 75, 90);
        edge(items.path(2), calm, "WARNING", 50, 60);
        assertThat(items.path(3).has("edge")).isFalse();
        for (int risky : List.of(0, 1)) {
            var cause = items.path(risky).path("cause");
            assertThat(cause.path("code").asString()).isEqualTo("NOT_ANSWERED");
            assertThat(Instant.parse(cause.path("since").asString())).isEqualTo((risky == 0 ? late : warned).openedAt());
            assertThat(cause.path("text").asString()).startsWith("No first response since ");
        }
        for (int calmly : List.of(2, 3)) assertThat(items.path(calmly).has("cause")).isFalse();
        assertThat(api.as(Persona.FABIO).with("Accept-Language", "es").get("/api/v1/sla/board?customer=" + customer).body()
                .path("items").path(0).path("cause").path("text").asString()).startsWith("Sin primera respuesta desde ");
    }

    private static void edge(JsonNode item, TicketOpened of, String kind, int percent, int minutes) {
        var edge = item.path("edge");
        assertThat(item.path("number").asString()).isEqualTo(of.number());
        assertThat(edge.path("kind").asString()).isEqualTo(kind);
        assertThat(edge.path("metric").asString()).isEqualTo("FIRST_RESPONSE");
        assertThat(edge.path("percent").asInt(0)).isEqualTo(percent);
        assertThat(Instant.parse(edge.path("at").asString())).isEqualTo(of.openedAt().plus(Duration.ofMinutes(minutes)));
    }

    @Test
    @Tag("R9.O2")
    void a_clock_that_awaits_information_says_what_holds_it_and_when_it_would_fall_due_if_it_ran_on_now() {
        var waits = waiting(open(customer(), "1", "P2", Instant.now().minusSeconds(60)));
        await().untilAsserted(() -> {
            var clocks = clocks(waits);
            var clock = clocks.path("objectives").path(0);
            assertThat(clocks.path("pausedBecause").asString()).isEqualTo("WAITING_CUSTOMER");
            assertThat(clock.path("state").asString()).isEqualTo("PAUSED");
            assertThat(clock.path("pausedBy").valueStream().map(JsonNode::asString)).containsExactly("WAITING_CUSTOMER");
            assertThat(clock.has("dueAt")).isFalse();
            var used = Duration.parse(clock.path("consumed").asString());
            assertThat(used).isPositive();
            assertThat(instant(clock.path("ifResumedNow")).truncatedTo(ChronoUnit.MILLIS))
                    .isEqualTo(instant(clocks.path("asOf")).plus(Duration.ofHours(2)).minus(used).truncatedTo(ChronoUnit.MILLIS));
        });
    }

    @Test
    void a_clock_whose_calendar_is_closed_says_so_and_when_it_opens_next() {
        var manager = api.as(Persona.GISELE);
        var day = LocalDate.now(SAO_PAULO).plusDays(2);
        assertThat(
                manager.post("/api/v1/sla/calendars",
                        Map.of("id", "one-day", "name", "One day", "zone", SAO_PAULO.getId(), "windows", List.of(), "openings",
                                List.of(Map.of("date", day.toString(), "from", "08:00", "to", "18:00"))))
                        .status())
                .isEqualTo(201);
        Desk.publish(manager, "/plans", "one-day", "PT4H", "one-day");
        var opened = Desk.opened("INCIDENT", Instant.now(),
                new SlaDefinition("one-day", 1, "one-day", SAO_PAULO.getId(), List.of()));
        wire.say(opened.ticketId(), 1, opened);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            var clock = clocks(opened).path("objectives").path(0);
            assertThat(clock.path("openNow").asBoolean(true)).isFalse();
            assertThat(instant(clock.path("nextOpen"))).isEqualTo(day.atTime(8, 0).atZone(SAO_PAULO).toInstant());
            assertThat(instant(clock.path("dueAt"))).isEqualTo(day.atTime(12, 0).atZone(SAO_PAULO).toInstant());
        });
    }

    private JsonNode clocks(TicketOpened opened) {
        return api.as(Persona.FABIO).get("/api/v1/sla/clocks/" + opened.ticketId()).body();
    }

    private static Instant instant(JsonNode text) {
        return OffsetDateTime.parse(text.asString()).toInstant();
    }

    /** Publishes a customer that only one test uses. */
    private String customer() {
        var id = "c" + UUID.randomUUID();
        wire.say(id, 1, World.renamed(World.acmeOn("demo-seconds"), id));
        return id;
    }

    private TicketOpened open(String customer, String first, String priority, Instant at) {
        var id = first + UUID.randomUUID();
        var opened = new TicketOpened(id, "T-" + id.substring(0, 7), customer, "Acme", Desk.BRUNO, "INCIDENT", priority,
                "opmon-9", "9.2", "Nothing works", at.truncatedTo(ChronoUnit.MILLIS), "EDITION",
                new SlaDefinition("demo-seconds", 1, "24x7", SAO_PAULO.getId(), List.of()));
        wire.say(id, 1, opened);
        return opened;
    }

    private TicketOpened waiting(TicketOpened opened) {
        wire.say(opened.ticketId(), 2, new StatusChanged(opened.ticketId(), opened.number(), opened.customerId(), "OPEN",
                "WAITING_CUSTOMER", "fabio@opservices.example", null, Instant.now()));
        return opened;
    }

    private String assigned(TicketOpened opened) {
        wire.hear(SlaAssigned.class, it -> it.ticketId().equals(opened.ticketId()));
        return opened.ticketId() + "/TICKET/1/assigned";
    }
}
