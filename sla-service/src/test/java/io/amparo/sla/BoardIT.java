package io.amparo.sla;

import static io.amparo.testkit.ApiClients.json;
import static io.amparo.testkit.ApiClients.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.ticket.TicketEvent.SlaDefinition;
import io.amparo.events.ticket.TicketEvent.StatusChanged;
import io.amparo.events.ticket.TicketEvent.TicketClosed;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.sla.calendar.Tzdata;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.TestCustomers;
import io.amparo.testkit.TestIdentity;
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
    ApiClients api;
    @Autowired
    EventClient kafka;
    private TicketFixture fixture;

    @BeforeAll
    void publishCustomers() {
        fixture = new TicketFixture(api, kafka);
        fixture.publishCustomers();
    }

    @Test
    void live_board_resumes_after_the_last_event_id() {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            var seen = awaitAssigned(fixture.openTicket("INCIDENT", Instant.now()));
            var missed = awaitAssigned(fixture.openTicket("INCIDENT", Instant.now()));

            var stream = text(api.as(Persona.GISELE).get().uri("/api/v1/sla/board/stream?for=PT0.5S")
                    .header("Last-Event-ID", seen).exchange().expectHeader().contentTypeCompatibleWith("text/event-stream"));

            assertThat(stream).contains("id:" + missed, "event:ASSIGNED").doesNotContain("id:" + seen, "RESET");
        });
    }

    @Test
    void breach_on_the_live_board_has_its_cause_in_the_readers_language() {
        var breached = open(publishCustomer(), "1", "P1", Instant.now().minusSeconds(30));
        var before = awaitAssigned(breached);

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            var stream = text(api.as(Persona.GISELE).get().uri("/api/v1/sla/board/stream?for=PT0.2S")
                    .header("Last-Event-ID", before).header("Accept-Language", "es").exchange());
            var breach = Stream.of(stream.split("\n\n"))
                    .filter(event -> event.contains("id:" + breached.ticketId() + "/FIRST_RESPONSE/1/breached"))
                    .flatMap(String::lines).filter(line -> line.startsWith("data:")).findFirst().orElse("data:{}");
            var notice = JsonMapper.shared().readTree(breach.substring("data:".length()));
            assertThat(notice.path("edge").path("kind").asString()).isEqualTo("BREACH");
            var cause = notice.path("cause");
            assertThat(cause.path("code").asString()).isEqualTo("NOT_ANSWERED");
            assertThat(Instant.parse(cause.path("since").asString())).isEqualTo(breached.openedAt());
            assertThat(cause.path("text").asString()).startsWith("Sin primera respuesta desde ");
        });
    }

    @Test
    void live_board_with_an_unknown_last_event_id_receives_reset() {
        var gisele = api.as(Persona.GISELE);
        var stream = text(
                gisele.get().uri("/api/v1/sla/board/stream?for=PT0.2S").header("Last-Event-ID", "before/the/start").exchange());
        var reset = Stream.of(stream.split("\n\n")).filter(event -> !event.startsWith(":")).findFirst().orElseThrow();

        assertThat(reset.lines()).contains("event:RESET", "data:{}").noneMatch(line -> line.startsWith("id:"));
        assertThat(text(gisele.get().uri("/api/v1/sla/board/stream?for=PT0.2S").exchange())).doesNotContain("RESET");
    }

    @Test
    void live_board_duration_beyond_a_day_or_negative_is_refused() {
        for (var duration : List.of("PT99999999H", "PT24H0.001S", "PT-0.001S", "PT-99999999H")) {
            var messages = Stream.of("pt-BR", "en", "es").map(language -> {
                var refused = json(api.as(Persona.GISELE).get().uri("/api/v1/sla/board/stream?for=" + duration)
                        .header("Accept-Language", language).exchange().expectStatus().isEqualTo(422));
                assertThat(refused.path("errors").path(0).path("field").asString()).isEqualTo("for");
                return refused.path("errors").path(0).path("message").asString();
            });
            assertThat(messages).doesNotHaveDuplicates();
        }
    }

    @Test
    void ticket_closed_by_a_clock_ahead_leaves_the_board_at_once() {
        var opened = fixture.openTicket("INCIDENT", Instant.now());
        fixture.awaitClocks(opened.ticketId());

        kafka.publish(opened.ticketId(), 2,
                new TicketClosed(opened.ticketId(), opened.number(), "acme", "user-FABIO", Instant.now().plusSeconds(300)));

        await().untilAsserted(() -> assertThat(fixture.ticketNumbers("/board?limit=100")).doesNotContain(opened.number()));
    }

    @Test
    void board_pages_start_with_breached_tickets_and_end_with_undue_ones() {
        var customer = publishCustomer();
        var now = Instant.now();
        // The ids are not in the expected order.
        var waiting = Stream.of("3", "1").map(id -> pause(open(customer, id, "P2", now))).toList();
        var breached = Stream.of("2", "4").map(id -> open(customer, id, "P1", now.minusSeconds(id.equals("2") ? 300 : 600)))
                .toList();
        var soon = open(customer, "9", "P2", now);
        var later = open(customer, "0", "P3", now);
        var order = Stream.of(breached.reversed(), List.of(soon, later), waiting.reversed()).flatMap(List::stream)
                .map(TicketOpened::number).toList();
        var ofCustomer = "&customer=" + customer;

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            for (int limit : List.of(100, 1, 3, 4, 5))
                assertThat(fixture.ticketNumbers("/board?limit=" + limit + ofCustomer)).as("limit " + limit).isEqualTo(order);
        });
        assertThat(fixture.ticketNumbers("/board?limit=1&state=PAUSED,BREACHED" + ofCustomer))
                .isEqualTo(Stream.concat(order.subList(0, 2).stream(), order.subList(4, 6).stream()).toList());
        assertThat(fixture.ticketNumbers("/board?limit=1&plan=demo-seconds" + ofCustomer)).isEqualTo(order);
        assertThat(fixture.ticketNumbers("/board?plan=standard" + ofCustomer)).isEmpty();
        assertThat(fixture.ticketNumbers("/board?limit=100&plan=demo-seconds")).containsAll(order);
    }

    @Test
    void breached_ticket_shows_the_elapsed_time_its_cause_and_a_link() {
        var customer = publishCustomer();
        var breached = open(customer, "1", "P1", Instant.now().minusSeconds(300));

        await().untilAsserted(() -> {
            var item = json(api.as(Persona.FABIO).get().uri("/api/v1/sla/board?customer=" + customer).exchange()).path("items")
                    .path(0);
            assertThat(item.path("state").asString()).isEqualTo("BREACHED");
            assertThat(Duration.parse(item.path("breach").path("elapsed").asString())).isBetween(Duration.ofSeconds(200),
                    Duration.ofSeconds(400));
            assertThat(item.path("breach").path("metric").asString()).isEqualTo("FIRST_RESPONSE");
            assertThat(item.path("cause").path("code").asString()).isEqualTo("NOT_ANSWERED");
            assertThat(item.path("zone").asString()).isEqualTo(SAO_PAULO.getId());
            var linked = json(api.as(Persona.FABIO).get().uri(item.path("href").asString()).exchange());
            assertThat(linked.path("number").asString()).isEqualTo(breached.number());
        });
    }

    @Test
    void board_shows_the_next_edge_and_the_risk_cause_of_a_ticket() {
        var customer = publishCustomer();
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var warned = open(customer, "1", "P2", now.minus(Duration.ofMinutes(65)));
        var late = open(customer, "2", "P2", now.minus(Duration.ofMinutes(110)));
        var calm = open(customer, "3", "P2", now);
        pause(open(customer, "4", "P2", now));
        await().untilAsserted(() -> assertThat(fixture.ticketNumbers("/board?state=PAUSED&customer=" + customer)).hasSize(1));
        await().untilAsserted(() -> assertThat(fixture.ticketNumbers("/board?state=AT_RISK&customer=" + customer)).hasSize(2));

        var before = Instant.now();
        var board = json(api.as(Persona.FABIO).get().uri("/api/v1/sla/board?customer=" + customer).exchange());

        assertThat(board.path("items").path(0).path("tzdata").asString()).isEqualTo(Tzdata.ofThisJvm().version());
        assertThat(Instant.parse(board.path("asOf").asString())).isBetween(before.truncatedTo(ChronoUnit.MILLIS), Instant.now());
        var items = board.path("items");
        assertNextEdge(items.path(0), late, "BREACH", 0, 120);
        assertNextEdge(items.path(1), warned, "WARNING", 75, 90);
        assertNextEdge(items.path(2), calm, "WARNING", 50, 60);
        assertThat(items.path(3).has("edge")).isFalse();
        for (int atRisk : List.of(0, 1)) {
            var cause = items.path(atRisk).path("cause");
            assertThat(cause.path("code").asString()).isEqualTo("NOT_ANSWERED");
            assertThat(Instant.parse(cause.path("since").asString())).isEqualTo((atRisk == 0 ? late : warned).openedAt());
            assertThat(cause.path("text").asString()).startsWith("No first response since ");
        }
        for (int notAtRisk : List.of(2, 3)) assertThat(items.path(notAtRisk).has("cause")).isFalse();
        api.as(Persona.FABIO).get().uri("/api/v1/sla/board?customer=" + customer).header("Accept-Language", "es").exchange()
                .expectBody().jsonPath("$.items[0].cause.text")
                .value(String.class, text -> assertThat(text).startsWith("Sin primera respuesta desde "));
    }

    private static void assertNextEdge(JsonNode item, TicketOpened ticket, String kind, int percent, int minutes) {
        var edge = item.path("edge");
        assertThat(item.path("number").asString()).isEqualTo(ticket.number());
        assertThat(edge.path("kind").asString()).isEqualTo(kind);
        assertThat(edge.path("metric").asString()).isEqualTo("FIRST_RESPONSE");
        assertThat(edge.path("percent").asInt(0)).isEqualTo(percent);
        assertThat(Instant.parse(edge.path("at").asString())).isEqualTo(ticket.openedAt().plus(Duration.ofMinutes(minutes)));
    }

    @Test
    @Tag("R9.O2")
    void paused_clock_shows_its_status_and_its_due_time_if_resumed_now() {
        var paused = pause(open(publishCustomer(), "1", "P2", Instant.now().minusSeconds(60)));

        await().untilAsserted(() -> {
            var clocks = clocks(paused);
            var clock = clocks.path("objectives").path(0);
            assertThat(clocks.path("pausedStatus").asString()).isEqualTo("WAITING_CUSTOMER");
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
    void clock_with_a_closed_calendar_shows_when_it_opens_next() {
        var manager = api.as(Persona.GISELE);
        var day = LocalDate.now(SAO_PAULO).plusDays(2);
        var openings = List.of(Map.of("date", day.toString(), "from", "08:00", "to", "18:00"));
        var calendar = Map.of("id", "one-day", "name", "One day", "zone", SAO_PAULO.getId(), "windows", List.of(), "openings",
                openings);
        manager.post().uri("/api/v1/sla/calendars").body(calendar).exchange().expectStatus().isCreated();
        TicketFixture.publish(manager, "/plans", "one-day", "PT4H", "one-day");

        var opened = TicketFixture.ticketOpened("INCIDENT", Instant.now(),
                new SlaDefinition("one-day", 1, "one-day", SAO_PAULO.getId(), List.of()));
        kafka.publish(opened.ticketId(), 1, opened);

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            var clock = clocks(opened).path("objectives").path(0);
            assertThat(clock.path("openNow").asBoolean(true)).isFalse();
            assertThat(instant(clock.path("nextOpen"))).isEqualTo(day.atTime(8, 0).atZone(SAO_PAULO).toInstant());
            assertThat(instant(clock.path("dueAt"))).isEqualTo(day.atTime(12, 0).atZone(SAO_PAULO).toInstant());
        });
    }

    @Test
    void stream_ends_when_its_token_expires() {
        var token = TestIdentity.get().tokenExpiringIn(Persona.GISELE, Duration.ofSeconds(4));

        assertThat(text(api.withToken(token).get().uri("/api/v1/sla/board/stream").exchange())).startsWith(":amparo sla board");
    }

    private JsonNode clocks(TicketOpened opened) {
        return json(api.as(Persona.FABIO).get().uri("/api/v1/sla/clocks/" + opened.ticketId()).exchange());
    }

    private static Instant instant(JsonNode text) {
        return OffsetDateTime.parse(text.asString()).toInstant();
    }

    /** Publishes a customer that only one test uses. */
    private String publishCustomer() {
        var id = "c" + UUID.randomUUID();
        kafka.publish(id, 1, TestCustomers.withId(TestCustomers.acmeWithPlan("demo-seconds"), id));
        return id;
    }

    private TicketOpened open(String customer, String idPrefix, String priority, Instant at) {
        var id = idPrefix + UUID.randomUUID();
        var opened = new TicketOpened(id, "T-" + id.substring(0, 7), customer, "Acme", TicketFixture.BRUNO, "INCIDENT", priority,
                "opmon-9", "9.2", "Nothing works", at.truncatedTo(ChronoUnit.MILLIS), "EDITION",
                new SlaDefinition("demo-seconds", 1, "24x7", SAO_PAULO.getId(), List.of()));
        kafka.publish(id, 1, opened);
        return opened;
    }

    private TicketOpened pause(TicketOpened opened) {
        kafka.publish(opened.ticketId(), 2, new StatusChanged(opened.ticketId(), opened.number(), opened.customerId(), "OPEN",
                "WAITING_CUSTOMER", "user-FABIO", null, Instant.now()));
        return opened;
    }

    private String awaitAssigned(TicketOpened opened) {
        kafka.receive(SlaAssigned.class, it -> it.ticketId().equals(opened.ticketId()));
        return opened.ticketId() + "/TICKET/1/assigned";
    }
}
