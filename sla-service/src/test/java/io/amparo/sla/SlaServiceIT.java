package io.amparo.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.events.Event;
import io.amparo.events.Topic;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.events.customer.CustomerEvent.RemainingMaintenance;
import io.amparo.events.product.ProductEvent.ProductChanged;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaCancelled;
import io.amparo.events.sla.SlaEvent.SlaMet;
import io.amparo.events.sla.SlaEvent.SlaRedated;
import io.amparo.events.sla.SlaEvent.SlaWarned;
import io.amparo.events.slapolicy.SlaPolicyEvent.SlaPlanPublished;
import io.amparo.events.ticket.TicketEvent.PriorityChanged;
import io.amparo.events.ticket.TicketEvent.PublicReplySent;
import io.amparo.events.ticket.TicketEvent.SlaDefinition;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.sla.calendar.Tzdata;
import io.amparo.testkit.Api;
import io.amparo.testkit.Persona;
import io.amparo.testkit.TestIdentity;
import io.amparo.testkit.Wire;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.ThreadMetadata;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;
import tools.jackson.databind.JsonNode;

@SlaTest
class SlaServiceIT {
    @Autowired
    Api api;
    @Autowired
    Wire wire;
    @Autowired
    StreamsBuilderFactoryBean engine;
    private Desk desk;

    @BeforeAll
    void customers() {
        desk = new Desk(api, wire);
        desk.customers();
    }

    @Test
    @Tag("R1.3")
    void a_ticket_is_promised_what_was_quoted_and_its_breach_is_told_once_and_not_before_it_is_due() {
        var openedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS).minus(Duration.ofSeconds(17));
        var quoted = api.as(Persona.BRUNO)
                .post("/api/v1/sla/quotes", Map.of("kind", "INCIDENT", "priority", "P1", "at", openedAt.toString())).body();
        assertThat(quoted.path("tzdata").asString()).isEqualTo(Tzdata.ofThisJvm().version());
        var opened = desk.open("INCIDENT", openedAt);
        var assigned = wire.hear(SlaAssigned.class, it -> it.ticketId().equals(opened.ticketId()));
        assertThat(assigned.plan()).isEqualTo("demo-seconds");
        assertThat(assigned.clocks().getFirst().dueAt()).isEqualTo(openedAt.plusSeconds(20)).isEqualTo(Instant
                .parse(OffsetDateTime.parse(quoted.path("objectives").path(0).path("dueAt").asString()).toInstant().toString()));
        var breach = wire.hear(SlaBreached.class, it -> it.ticketId().equals(opened.ticketId()));
        // The bench measures the delay: here other tests may occupy the processors.
        assertThat(breach.firedAt()).isAfterOrEqualTo(breach.dueAt());
        assertThat(wire.heard(SlaWarned.class))
                .filteredOn(it -> it.ticketId().equals(opened.ticketId()) && it.metric().equals("FIRST_RESPONSE"))
                .extracting(SlaWarned::percent).containsExactly(50, 75, 90);
        assertThat(wire.heard()).extracting(Event::id)
                .filteredOn(id -> id.equals(opened.ticketId() + "/FIRST_RESPONSE/1/breached")).hasSize(1);
        await().untilAsserted(() -> assertThat(desk.pages("/board?limit=100&state=BREACHED")).contains(opened.number()));
    }

    @Test
    void a_reply_meets_the_first_response_and_the_clocks_show_it_to_the_company_and_nobody_else() {
        var opened = desk.open("INCIDENT", Instant.now());
        wire.say(opened.ticketId(), 2, new PublicReplySent(opened.ticketId(), opened.number(), "acme", "m1", Desk.BRUNO,
                Desk.BRUNO, "s", "b", Instant.now()));
        wire.hear(SlaMet.class, it -> it.ticketId().equals(opened.ticketId()) && !it.late());
        await().untilAsserted(() -> {
            var clocks = api.as(Persona.BRUNO).get("/api/v1/sla/clocks/" + opened.number());
            assertThat(clocks.status()).isEqualTo(200);
            assertThat(clocks.body().path("objectives").path(0).path("state").asString()).isEqualTo("MET");
            assertThat(clocks.body().path("told").valueStream().map(told -> told.path("edge").asString()))
                    .contains("FIRST_RESPONSE/1/met");
        });
        assertThat(api.as(Persona.CARLA).get("/api/v1/sla/clocks/" + opened.ticketId()).status()).isEqualTo(404);
        assertThat(api.as(Persona.FABIO).get("/api/v1/sla/clocks/" + opened.ticketId()).body().path("ledger").size())
                .isEqualTo(7);
    }

    @Test
    void a_due_instant_is_explained_in_the_callers_language_and_so_is_its_move() {
        var opened = desk.open("INCIDENT", Instant.now());
        wire.say(opened.ticketId(), 2, new PriorityChanged(opened.ticketId(), opened.number(), "acme", "P1", "P2",
                "fabio@opservices.example", "Only one user", Instant.now().truncatedTo(ChronoUnit.MILLIS)));
        var redated = wire.hear(SlaRedated.class,
                it -> it.ticketId().equals(opened.ticketId()) && it.metric().equals("RESOLUTION"));
        assertThat(redated.by()).isEqualTo("fabio@opservices.example");
        assertThat(redated.reason()).isEqualTo("Only one user");
        await().untilAsserted(() -> {
            var clock = api.as(Persona.BRUNO).with("Accept-Language", "en").get("/api/v1/sla/clocks/" + opened.number()).body()
                    .path("objectives").path(1);
            assertThat(clock.path("metric").asString()).isEqualTo("RESOLUTION");
            assertThat(clock.path("openNow").asBoolean()).isTrue();
            var counted = clock.path("steps").valueStream().map(step -> Duration.parse(step.path("counted").asString()))
                    .reduce(Duration.ZERO, Duration::plus);
            assertThat(counted).isEqualTo(Duration.parse(clock.path("budget").asString())).isEqualTo(Duration.ofHours(8));
            assertThat(clock.path("steps").path(1).path("because").asString()).isEqualTo("PRIORITY");
            assertThat(clock.path("steps").path(1).path("text").asString())
                    .endsWith("the priority became P2, by fabio@opservices.example");
            var move = clock.path("redated").path(0);
            assertThat(move.path("cause").asString()).isEqualTo("PRIORITY");
            assertThat(OffsetDateTime.parse(move.path("to").asString()).toInstant()).isEqualTo(redated.to());
        });
    }

    @Test
    @Tag("R6.3")
    void a_machine_is_quoted_what_its_customer_is_promised_and_nobody_elses_promise() {
        var machine = api.withToken(TestIdentity.get().machineToken("opmon-probe", "acme"));
        var own = machine.post("/api/v1/sla/quotes", Map.of("kind", "INCIDENT", "priority", "P1"));
        assertThat(own.status()).isEqualTo(200);
        assertThat(own.body().path("plan").asString()).isEqualTo("demo-seconds");
        assertThat(
                machine.post("/api/v1/sla/quotes", Map.of("customer", "borealis", "kind", "INCIDENT", "priority", "P1")).status())
                .isEqualTo(403);
    }

    @Test
    @Tag("R10.2")
    @Tag("R10.3")
    void of_a_product_whose_support_is_over_nothing_is_quoted_but_where_maintenance_remains() {
        var end = LocalDate.of(2026, 7, 20);
        for (var id : List.of("over", "kept"))
            wire.say(id, 1, new ProductChanged(id, id, "opmon", List.of(), end, null, Instant.EPOCH));
        wire.say("harbor", 1,
                new ContractChanged("harbor", "Harbor", "PRO", end, end.plusYears(1), "demo-seconds", "en", "America/Sao_Paulo",
                        List.of(), List.of(), List.of(), List.of(), List.of(new RemainingMaintenance("kept", end.plusDays(3))),
                        Instant.EPOCH));
        await().untilAsserted(() -> {
            for (var none : List.of(ofHarbor("over", end), ofHarbor("kept", end.plusDays(4)))) {
                assertThat(none.path("plan").asString()).isEqualTo("demo-seconds");
                assertThat(none.path("objectives").isArray()).isTrue();
                assertThat(none.path("objectives").size()).isZero();
            }
        });
        for (var some : List.of(ofHarbor("over", end.minusDays(1)), ofHarbor("kept", end.plusDays(3)),
                ofHarbor("never-heard-of", end)))
            assertThat(some.path("objectives").size()).isPositive();
        for (var wrong : List.of(ofHarbor(" ", end), ofHarbor("x".repeat(201), end))) {
            assertThat(wrong.path("status").asInt()).isEqualTo(422);
            assertThat(wrong.path("errors").path(0).path("field").asString()).isEqualTo("product");
        }
    }

    private JsonNode ofHarbor(String product, LocalDate day) {
        return api.as(Persona.FABIO).post("/api/v1/sla/quotes", Map.of("customer", "harbor", "kind", "INCIDENT", "priority", "P1",
                "product", product, "at", day + "T12:00:00-03:00")).body();
    }

    @Test
    @Tag("R5.6")
    void a_service_request_has_no_clock() {
        var request = desk.open("SERVICE_REQUEST", Instant.now());
        var incident = desk.open("INCIDENT", Instant.now());
        wire.hear(SlaAssigned.class, it -> it.ticketId().equals(incident.ticketId()));
        assertThat(wire.heard(SlaAssigned.class)).extracting(SlaAssigned::ticketId).doesNotContain(request.ticketId());
        assertThat(api.as(Persona.BRUNO).post("/api/v1/sla/quotes", Map.of("kind", "SERVICE_REQUEST", "priority", "P1")).body()
                .path("objectives").size()).isZero();
    }

    @Test
    void what_is_no_event_is_laid_aside_and_stops_nothing_and_what_can_be_read_by_now_is_read_again() {
        var unread = Desk.opened("INCIDENT", Instant.now());
        wire.setAside(Topic.TICKETS, "sla-engine", unread.ticketId(), unread);
        wire.sayRaw(Topic.TICKETS, "acme", "no event".getBytes());
        var opened = desk.open("INCIDENT", Instant.now());
        wire.hear(SlaAssigned.class, it -> it.ticketId().equals(opened.ticketId()));
        await().untilAsserted(() -> assertThat(wire.deadLetters(Topic.TICKETS, "sla-engine")).hasSize(2));
        await().untilAsserted(() -> assertThat(wire.deadLetters(Topic.TICKETS, "sla-service")).hasSize(1));

        var replayed = api.as(Persona.IARA)
                .post("/actuator/deadletters/" + wire.topic(Topic.TICKETS), Map.of("group", wire.group("sla-engine"))).body();

        assertThat(replayed.path("replayed").asInt()).isEqualTo(1);
        assertThat(replayed.path("left").asInt()).isEqualTo(1);
        wire.hear(SlaAssigned.class, it -> it.ticketId().equals(unread.ticketId()));
        assertThat(wire.heard(TicketOpened.class)).extracting(TicketOpened::ticketId).doesNotContain(unread.ticketId());
        assertThat(api.as(Persona.IARA).post("/actuator/deadletters/" + wire.topic(Topic.EOL), Map.of()).status()).isEqualTo(404);
    }

    @Test
    void what_the_read_side_laid_aside_is_read_again() {
        var opened = desk.open("INCIDENT", Instant.now());
        desk.hasClocks(opened.ticketId());
        wire.setAside(Topic.SLA, "sla-service", opened.ticketId(),
                new SlaCancelled(opened.ticketId(), opened.number(), "acme", "RESOLUTION", 9, "DECLINED", opened.openedAt()));
        var replayed = api.as(Persona.IARA).post("/actuator/deadletters/" + wire.topic(Topic.SLA), Map.of()).body();
        assertThat(replayed.path("replayed").asInt()).isOne();
        assertThat(api.as(Persona.GISELE).get("/api/v1/sla/clocks/" + opened.ticketId()).body().path("told").valueStream()
                .map(told -> told.path("edge").asString())).as("the edge is the end of the event's id").contains("1/0");
    }

    @Test
    void the_engine_keeps_as_many_standby_replicas_as_it_is_told() {
        assertThat(new StreamsConfig(engine.getStreamsConfiguration()).getInt(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG))
                .isEqualTo(1);
    }

    @Test
    void a_thread_of_the_engine_that_fails_is_replaced() {
        var names = engine.getKafkaStreams().metadataForLocalThreads().stream().map(ThreadMetadata::threadName).toList();
        var threads = Thread.getAllStackTraces().keySet().stream().filter(it -> names.contains(it.getName())).toList();
        assertThat(threads).hasSize(1);
        threads.getFirst().interrupt();
        await().atMost(Duration.ofSeconds(30)).until(() -> !threads.getFirst().isAlive());
        var opened = desk.open("INCIDENT", Instant.now());
        await().atMost(Duration.ofSeconds(40)).untilAsserted(
                () -> assertThat(wire.heard(SlaAssigned.class)).extracting(SlaAssigned::ticketId).contains(opened.ticketId()));
    }

    @Test
    void no_input_of_the_engine_stops_it_and_what_cannot_be_read_is_laid_aside_once() {
        var noEvent = new byte[1_048_400]; // as large as Kafka accepts: its dead letter is larger
        wire.sayRaw(Topic.CUSTOMERS, "acme", noEvent);
        wire.sayRaw(Topic.PRODUCTS, "opmon-9", noEvent);
        wire.sayRaw(Topic.SLA_POLICIES, "plan/torn/1", noEvent);
        var waiting = Desk.opened("INCIDENT", Instant.now(),
                new SlaDefinition("torn", 1, "24x7", "America/Sao_Paulo", List.of()));
        wire.say(waiting.ticketId(), 1, waiting);
        var opened = desk.open("INCIDENT", Instant.now().minusSeconds(20));
        wire.hear(SlaBreached.class, it -> it.ticketId().equals(opened.ticketId()));
        for (var topic : List.of(Topic.CUSTOMERS, Topic.PRODUCTS, Topic.SLA_POLICIES))
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(wire.deadLetters(topic, "sla-engine")).hasSize(1));
        for (var topic : List.of(Topic.CUSTOMERS, Topic.PRODUCTS))
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(wire.deadLetters(topic, "sla-service")).hasSize(1));
        assertThat(wire.heard(SlaAssigned.class)).extracting(SlaAssigned::ticketId).doesNotContain(waiting.ticketId());

        var seconds = wire.hear(SlaPlanPublished.class, plan -> plan.planId().equals("demo-seconds"));
        wire.say("torn", 1, new SlaPlanPublished("torn", 1, "Torn", seconds.objectives(), Instant.EPOCH, null, null, null));
        wire.hear(SlaAssigned.class, it -> it.ticketId().equals(waiting.ticketId()) && it.plan().equals("torn"));
    }

    @Test
    void what_cannot_be_understood_is_refused_by_the_name_of_its_field() {
        var refused = api.as(Persona.BRUNO).post("/api/v1/sla/simulations",
                Map.of("calendar", Map.of("zone", "Mars/Olympus"), "budget", "PT1H", "start", "2026-07-20T09:00:00Z"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().path("errors").path(0).path("field").asString()).isEqualTo("calendar.zone");
        assertThat(api.as(Persona.BRUNO).post("/api/v1/sla/quotes", "{\"kind\": \"INCIDENT\", \"colour\": 1}").status())
                .isEqualTo(400);
    }
}
