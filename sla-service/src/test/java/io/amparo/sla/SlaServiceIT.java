package io.amparo.sla;

import static io.amparo.testkit.ApiClients.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.events.Event;
import io.amparo.events.Topic;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.events.customer.CustomerEvent.RemainingMaintenance;
import io.amparo.events.product.ProductEvent.ProductChanged;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaCancelled;
import io.amparo.events.sla.SlaEvent.SlaMet;
import io.amparo.events.sla.SlaEvent.SlaRescheduled;
import io.amparo.events.sla.SlaEvent.SlaWarned;
import io.amparo.events.sladefinition.SlaDefinitionEvent.SlaPlanPublished;
import io.amparo.events.ticket.TicketEvent.PriorityChanged;
import io.amparo.events.ticket.TicketEvent.PublicReplySent;
import io.amparo.events.ticket.TicketEvent.SlaDefinition;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.sla.calendar.Tzdata;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.TestIdentity;
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
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    StreamsBuilderFactoryBean engine;
    private TicketFixture fixture;

    @BeforeAll
    void publishCustomers() {
        fixture = new TicketFixture(api, kafka);
        fixture.publishCustomers();
    }

    @Test
    @Tag("R1.3")
    void ticket_gets_the_quoted_due_time_and_one_breach_event_after_it() {
        var openedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS).minus(Duration.ofSeconds(17));
        var quoted = json(api.as(Persona.BRUNO).post().uri("/api/v1/sla/quotes")
                .body(Map.of("kind", "INCIDENT", "priority", "P1", "at", openedAt.toString())).exchange());

        assertThat(quoted.path("tzdata").asString()).isEqualTo(Tzdata.ofThisJvm().version());

        var opened = fixture.openTicket("INCIDENT", openedAt);
        var assigned = kafka.receive(SlaAssigned.class, it -> it.ticketId().equals(opened.ticketId()));
        assertThat(assigned.plan()).isEqualTo("demo-seconds");
        assertThat(assigned.clocks().getFirst().dueAt()).isEqualTo(openedAt.plusSeconds(20)).isEqualTo(Instant
                .parse(OffsetDateTime.parse(quoted.path("objectives").path(0).path("dueAt").asString()).toInstant().toString()));

        var breach = kafka.receive(SlaBreached.class, it -> it.ticketId().equals(opened.ticketId()));
        // The bench measures the delay: here other tests may occupy the processors.
        assertThat(breach.firedAt()).isAfterOrEqualTo(breach.dueAt());
        assertThat(kafka.received(SlaWarned.class))
                .filteredOn(it -> it.ticketId().equals(opened.ticketId()) && it.metric().equals("FIRST_RESPONSE"))
                .extracting(SlaWarned::percent).containsExactly(50, 75, 90);
        assertThat(kafka.received()).extracting(Event::id)
                .filteredOn(id -> id.equals(opened.ticketId() + "/FIRST_RESPONSE/1/breached")).hasSize(1);
        await().untilAsserted(
                () -> assertThat(fixture.ticketNumbers("/board?limit=100&state=BREACHED")).contains(opened.number()));
    }

    @Test
    void reply_meets_the_first_response_and_only_its_company_sees_the_clocks() {
        var opened = fixture.openTicket("INCIDENT", Instant.now());

        kafka.publish(opened.ticketId(), 2, new PublicReplySent(opened.ticketId(), opened.number(), "acme", "m1",
                TicketFixture.BRUNO, TicketFixture.BRUNO, "s", "b", Instant.now()));

        kafka.receive(SlaMet.class, it -> it.ticketId().equals(opened.ticketId()) && !it.late());
        await().untilAsserted(() -> {
            var clocks = json(
                    api.as(Persona.BRUNO).get().uri("/api/v1/sla/clocks/" + opened.number()).exchange().expectStatus().isOk());
            assertThat(clocks.path("objectives").path(0).path("state").asString()).isEqualTo("MET");
            assertThat(clocks.path("emittedEdges").valueStream().map(edge -> edge.path("edge").asString()))
                    .contains("FIRST_RESPONSE/1/met");
        });
        api.as(Persona.CARLA).get().uri("/api/v1/sla/clocks/" + opened.ticketId()).exchange().expectStatus().isNotFound();
        assertThat(
                json(api.as(Persona.FABIO).get().uri("/api/v1/sla/clocks/" + opened.ticketId()).exchange()).path("ledger").size())
                .isEqualTo(7);
    }

    @Test
    void due_time_and_its_change_are_explained_in_the_callers_language() {
        var opened = fixture.openTicket("INCIDENT", Instant.now());

        kafka.publish(opened.ticketId(), 2, new PriorityChanged(opened.ticketId(), opened.number(), "acme", "P1", "P2",
                "user-FABIO", "Only one user", Instant.now().truncatedTo(ChronoUnit.MILLIS)));
        var rescheduled = kafka.receive(SlaRescheduled.class,
                it -> it.ticketId().equals(opened.ticketId()) && it.metric().equals("RESOLUTION"));

        assertThat(rescheduled.by()).isEqualTo("user-FABIO");
        assertThat(rescheduled.reason()).isEqualTo("Only one user");
        await().untilAsserted(() -> {
            var clock = json(api.as(Persona.BRUNO).get().uri("/api/v1/sla/clocks/" + opened.number())
                    .header("Accept-Language", "en").exchange()).path("objectives").path(1);
            assertThat(clock.path("metric").asString()).isEqualTo("RESOLUTION");
            assertThat(clock.path("openNow").asBoolean()).isTrue();
            var counted = clock.path("steps").valueStream().map(step -> Duration.parse(step.path("counted").asString()))
                    .reduce(Duration.ZERO, Duration::plus);
            assertThat(counted).isEqualTo(Duration.parse(clock.path("budget").asString())).isEqualTo(Duration.ofHours(8));
            assertThat(clock.path("steps").path(1).path("type").asString()).isEqualTo("PRIORITY");
            assertThat(clock.path("steps").path(1).path("text").asString()).endsWith("the priority became P2, by the vendor");
            var change = clock.path("rescheduled").path(0);
            assertThat(change.path("term").asString()).isEqualTo("PRIORITY");
            assertThat(OffsetDateTime.parse(change.path("to").asString()).toInstant()).isEqualTo(rescheduled.to());
        });
    }

    @Test
    @Tag("R6.3")
    void machine_is_quoted_only_for_its_own_customer() {
        var machine = api.withToken(TestIdentity.get().machineToken("opmon-probe", "acme"));

        machine.post().uri("/api/v1/sla/quotes").body(Map.of("kind", "INCIDENT", "priority", "P1")).exchange().expectStatus()
                .isOk().expectBody().jsonPath("$.plan").isEqualTo("demo-seconds");
        machine.post().uri("/api/v1/sla/quotes").body(Map.of("customer", "borealis", "kind", "INCIDENT", "priority", "P1"))
                .exchange().expectStatus().isForbidden();
    }

    @Test
    @Tag("R10.2")
    @Tag("R10.3")
    void quote_after_end_of_support_is_empty_unless_maintenance_remains() {
        var end = LocalDate.of(2026, 7, 20);
        for (var id : List.of("over", "kept"))
            kafka.publish(id, 1, new ProductChanged(id, id, "opmon", List.of(), end, null, Instant.EPOCH));
        kafka.publish("harbor", 1,
                new ContractChanged("harbor", "Harbor", "PRO", end, end.plusYears(1), "demo-seconds", "en", "America/Sao_Paulo",
                        List.of(), List.of(), List.of(), List.of(), List.of(new RemainingMaintenance("kept", end.plusDays(3))),
                        Instant.EPOCH));

        await().untilAsserted(() -> {
            for (var none : List.of(quoteForHarbor("over", end), quoteForHarbor("kept", end.plusDays(4)))) {
                assertThat(none.path("plan").asString()).isEqualTo("demo-seconds");
                assertThat(none.path("objectives").isArray()).isTrue();
                assertThat(none.path("objectives").size()).isZero();
            }
        });

        for (var some : List.of(quoteForHarbor("over", end.minusDays(1)), quoteForHarbor("kept", end.plusDays(3))))
            assertThat(some.path("objectives").size()).isPositive();
        for (var wrong : List.of(quoteForHarbor(" ", end), quoteForHarbor("x".repeat(65), end),
                quoteForHarbor("unknown-product", end))) {
            assertThat(wrong.path("status").asInt()).isEqualTo(422);
            assertThat(wrong.path("errors").path(0).path("field").asString()).isEqualTo("product");
        }
    }

    private JsonNode quoteForHarbor(String product, LocalDate day) {
        return json(api.as(Persona.FABIO).post().uri("/api/v1/sla/quotes").body(Map.of("customer", "harbor", "kind", "INCIDENT",
                "priority", "P1", "product", product, "at", day + "T12:00:00-03:00")).exchange());
    }

    @Test
    @Tag("R5.6")
    void a_service_request_has_no_clock() {
        var request = fixture.openTicket("SERVICE_REQUEST", Instant.now());
        var incident = fixture.openTicket("INCIDENT", Instant.now());

        kafka.receive(SlaAssigned.class, it -> it.ticketId().equals(incident.ticketId()));
        assertThat(kafka.received(SlaAssigned.class)).extracting(SlaAssigned::ticketId).doesNotContain(request.ticketId());
        assertThat(json(api.as(Persona.BRUNO).post().uri("/api/v1/sla/quotes")
                .body(Map.of("kind", "SERVICE_REQUEST", "priority", "P1")).exchange()).path("objectives").size()).isZero();
    }

    @Test
    void unreadable_record_stays_parked_and_a_readable_one_is_replayed() {
        var parked = TicketFixture.ticketOpened("INCIDENT", Instant.now());
        int before = kafka.deadLetters(Topic.TICKETS, "sla-engine").size();
        kafka.publishDeadLetter(Topic.TICKETS, "sla-engine", parked.ticketId(), parked);
        kafka.publishRaw(Topic.TICKETS, "acme", "no event".getBytes());
        var opened = fixture.openTicket("INCIDENT", Instant.now());
        kafka.receive(SlaAssigned.class, it -> it.ticketId().equals(opened.ticketId()));
        await().untilAsserted(() -> assertThat(kafka.deadLetters(Topic.TICKETS, "sla-engine")).hasSize(before + 2));
        await().untilAsserted(() -> assertThat(kafka.deadLetters(Topic.TICKETS, "sla-service")).hasSize(1));

        var replayed = json(api.as(Persona.IARA).post().uri("/actuator/deadletters/" + kafka.topicName(Topic.TICKETS))
                .body(Map.of("group", kafka.group("sla-engine"))).exchange());

        assertThat(replayed.path("replayed").asInt()).isEqualTo(1);
        assertThat(replayed.path("remaining").asInt()).isEqualTo(1);
        kafka.receive(SlaAssigned.class, it -> it.ticketId().equals(parked.ticketId()));
        assertThat(kafka.received(TicketOpened.class)).extracting(TicketOpened::ticketId).doesNotContain(parked.ticketId());
        api.as(Persona.IARA).post().uri("/actuator/deadletters/" + kafka.topicName(Topic.EOL)).body(Map.of()).exchange()
                .expectStatus().isNotFound();
    }

    @Test
    void parked_record_of_the_read_model_is_replayed() {
        var opened = fixture.openTicket("INCIDENT", Instant.now());
        fixture.awaitClocks(opened.ticketId());
        kafka.publishDeadLetter(Topic.SLA, "sla-service", opened.ticketId(),
                new SlaCancelled(opened.ticketId(), opened.number(), "acme", "RESOLUTION", 9, "DECLINED", opened.openedAt()));

        var replayed = json(
                api.as(Persona.IARA).post().uri("/actuator/deadletters/" + kafka.topicName(Topic.SLA)).body(Map.of()).exchange());

        assertThat(replayed.path("replayed").asInt()).isOne();
        assertThat(json(api.as(Persona.GISELE).get().uri("/api/v1/sla/clocks/" + opened.ticketId()).exchange())
                .path("emittedEdges").valueStream().map(edge -> edge.path("edge").asString()))
                .as("the edge is the end of the event's id").contains("1/0");
    }

    @Test
    void engine_keeps_the_configured_number_of_standby_replicas() {
        assertThat(new StreamsConfig(engine.getStreamsConfiguration()).getInt(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG))
                .isEqualTo(1);
    }

    @Test
    void failed_engine_thread_is_replaced() {
        var names = engine.getKafkaStreams().metadataForLocalThreads().stream().map(ThreadMetadata::threadName).toList();
        var threads = Thread.getAllStackTraces().keySet().stream().filter(it -> names.contains(it.getName())).toList();

        assertThat(threads).hasSize(1);

        threads.getFirst().interrupt();
        await().atMost(Duration.ofSeconds(30)).until(() -> !threads.getFirst().isAlive());
        var opened = fixture.openTicket("INCIDENT", Instant.now());
        await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> assertThat(kafka.received(SlaAssigned.class))
                .extracting(SlaAssigned::ticketId).contains(opened.ticketId()));
    }

    @Test
    void unreadable_input_is_parked_once_and_does_not_stop_the_engine() {
        var noEvent = new byte[1_048_400]; // as large as Kafka accepts: its dead letter is larger
        kafka.publishRaw(Topic.CUSTOMERS, "acme", noEvent);
        kafka.publishRaw(Topic.PRODUCTS, "opmon-9", noEvent);
        kafka.publishRaw(Topic.SLA_DEFINITIONS, "plan/torn/1", noEvent);
        var waiting = TicketFixture.ticketOpened("INCIDENT", Instant.now(),
                new SlaDefinition("torn", 1, "24x7", "America/Sao_Paulo", List.of()));
        kafka.publish(waiting.ticketId(), 1, waiting);
        var opened = fixture.openTicket("INCIDENT", Instant.now().minusSeconds(20));

        kafka.receive(SlaBreached.class, it -> it.ticketId().equals(opened.ticketId()));
        for (var topic : List.of(Topic.CUSTOMERS, Topic.PRODUCTS, Topic.SLA_DEFINITIONS))
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(kafka.deadLetters(topic, "sla-engine")).hasSize(1));
        for (var topic : List.of(Topic.CUSTOMERS, Topic.PRODUCTS))
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(kafka.deadLetters(topic, "sla-service")).hasSize(1));
        assertThat(kafka.received(SlaAssigned.class)).extracting(SlaAssigned::ticketId).doesNotContain(waiting.ticketId());
        var replay = json(api.as(Persona.IARA).post().uri("/actuator/deadletters/" + kafka.topicName(Topic.SLA_DEFINITIONS))
                .body(Map.of("group", kafka.group("sla-engine"))).exchange());
        assertThat(replay.at("/attempts/0/failure").asString()).contains("Illegal character");

        var seconds = kafka.receive(SlaPlanPublished.class, plan -> plan.planId().equals("demo-seconds"));
        kafka.publish("torn", 1, new SlaPlanPublished("torn", 1, "Torn", seconds.objectives(), Instant.EPOCH, null, null, null));
        kafka.receive(SlaAssigned.class, it -> it.ticketId().equals(waiting.ticketId()) && it.plan().equals("torn"));
    }

    @Test
    void unreadable_request_is_refused_by_field_name() {
        api.as(Persona.BRUNO).post().uri("/api/v1/sla/simulations")
                .body(Map.of("calendar", Map.of("zone", "Mars/Olympus"), "budget", "PT1H", "start", "2026-07-20T09:00:00Z"))
                .exchange().expectStatus().isBadRequest().expectBody().jsonPath("$.errors[0].field").isEqualTo("calendar.zone");
        api.as(Persona.BRUNO).post().uri("/api/v1/sla/quotes").body(Map.of("kind", "INCIDENT", "colour", 1)).exchange()
                .expectStatus().isBadRequest();
    }
}
