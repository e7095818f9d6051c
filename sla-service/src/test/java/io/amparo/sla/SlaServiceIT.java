package io.amparo.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.events.Event;
import io.amparo.events.Topic;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaMet;
import io.amparo.events.sla.SlaEvent.SlaRedated;
import io.amparo.events.sla.SlaEvent.SlaWarned;
import io.amparo.events.slapolicy.SlaPolicyEvent.CalendarPublished;
import io.amparo.events.slapolicy.SlaPolicyEvent.SlaPlanPublished;
import io.amparo.events.ticket.TicketEvent.Person;
import io.amparo.events.ticket.TicketEvent.PriorityChanged;
import io.amparo.events.ticket.TicketEvent.PublicReplySent;
import io.amparo.events.ticket.TicketEvent.SlaDefinition;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.events.ticket.TicketEvent.TicketResolved;
import io.amparo.testkit.Api;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import io.amparo.testkit.TestIdentity;
import io.amparo.testkit.Wire;
import io.amparo.testkit.World;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;
import tools.jackson.databind.JsonNode;

@ServiceTest({"amparo.demo=true", "SLA_STANDBY_REPLICAS=1"})
class SlaServiceIT {
    private static final Person BRUNO = new Person("bruno@acme.example", "Bruno Lima", "pt-BR");

    @Autowired
    Api api;
    @Autowired
    Wire wire;
    @Autowired
    StreamsBuilderFactoryBean engine;

    @BeforeAll
    void customers() {
        wire.say("acme", 1, World.acmeOn("demo-seconds"));
        wire.say("borealis", 1, World.borealis());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> api.as(Persona.BRUNO).post("/api/v1/sla/quotes", quote()).status() == 200);
    }

    private static Map<String, String> quote() {
        return Map.of("customer", "acme", "kind", "INCIDENT", "priority", "P1");
    }

    @Test
    void policies_are_published_once() {
        wire.hear(SlaPlanPublished.class, plan -> plan.planId().equals("standard") && plan.version() == 1);
        assertThat(wire.heard(SlaPlanPublished.class)).extracting(SlaPlanPublished::key).doesNotHaveDuplicates();
    }

    @Test
    @Tag("R1.3")
    void a_ticket_is_promised_what_was_quoted_and_its_breach_is_told_once_and_not_before_it_is_due() {
        var openedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS).minus(Duration.ofSeconds(17));
        var quoted = api.as(Persona.BRUNO)
                .post("/api/v1/sla/quotes", Map.of("kind", "INCIDENT", "priority", "P1", "at", openedAt.toString())).body();
        var opened = open("INCIDENT", openedAt);
        var assigned = wire.hear(SlaAssigned.class, it -> it.ticketId().equals(opened.ticketId()));
        assertThat(assigned.plan()).isEqualTo("demo-seconds");
        assertThat(assigned.clocks().getFirst().dueAt()).isEqualTo(openedAt.plusSeconds(20))
                .isEqualTo(Instant.parse(OffsetDateTime
                        .parse(quoted.path("objectives").path(0).path("dueAt").asString()).toInstant().toString()));
        var breach = wire.hear(SlaBreached.class, it -> it.ticketId().equals(opened.ticketId()));
        // How soon after is for the bench to say: here other tests may have the processors.
        assertThat(breach.firedAt()).isAfterOrEqualTo(breach.dueAt());
        assertThat(wire.heard(SlaWarned.class))
                .filteredOn(it -> it.ticketId().equals(opened.ticketId()) && it.metric().equals("FIRST_RESPONSE"))
                .extracting(SlaWarned::percent).containsExactly(50, 75, 90);
        assertThat(wire.heard()).extracting(Event::id)
                .filteredOn(id -> id.equals(opened.ticketId() + "/FIRST_RESPONSE/1/breached")).hasSize(1);
        await().untilAsserted(() -> assertThat(board("BREACHED")).contains(opened.number()));
    }

    @Test
    void a_reply_meets_the_first_response_and_the_clocks_show_it_to_the_company_and_nobody_else() {
        var opened = open("INCIDENT", Instant.now());
        wire.say(opened.ticketId(), 2,
                new PublicReplySent(opened.ticketId(), opened.number(), "acme", "m1", BRUNO, BRUNO, "s", "b", Instant.now()));
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
                .isEqualTo(5);
    }

    @Test
    void a_due_instant_is_explained_in_the_callers_language_and_so_is_its_move() {
        var opened = open("INCIDENT", Instant.now());
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
    void a_plan_with_a_ladder_is_published_as_it_was_written_and_a_mistake_is_named_in_three_languages() {
        var promise = new HashMap<String, Object>(
                Map.of("kind", "INCIDENT", "priority", "P1", "metric", "NEXT_RESPONSE", "budget", "PT4H",
                        "calendar", Map.of("id", "24x7"), "longestPause", "P5D", "ladder",
                        List.of(Map.of("percent", 150, "to", List.of("manager")))));
        var plan = Map.of("id", "ladder", "name", "Ladder", "reopening", "NEW_CYCLE", "qualifiedBugPriority", "P1",
                "packageCalendars",
                List.of(Map.of("code", "incidente-24x7", "calendar", Map.of("id", "24x7"))), "objectives", List.of(promise));
        var published = api.as(Persona.GISELE).post("/api/v1/sla/plans", plan);
        assertThat(published.status()).isEqualTo(201);
        var read = api.as(Persona.GISELE).get("/api/v1/sla/plans/ladder").body();
        assertThat(read).isEqualTo(published.body());
        assertThat(read.path("objectives").path(0).path("ladder").path(0).path("to").path(0).asString()).isEqualTo("manager");
        promise.put("ladder", List.of(Map.of("percent", 150, "to", List.of("boss"))));
        var texts = Stream.of("pt-BR", "en", "es").map(language -> {
            var refused = api.as(Persona.GISELE).with("Accept-Language", language).post("/api/v1/sla/plans",
                    Map.of("id", "wrong", "name",
                            "Wrong", "objectives", List.of(promise)));
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.body().path("errors").path(0).path("field").asString()).isEqualTo("objectives[0].ladder[0].to[0]");
            return refused.body().path("errors").path(0).path("message").asString();
        }).toList();
        assertThat(texts).doesNotHaveDuplicates()
                .allMatch(text -> text.endsWith("admin, agent, manager, owner, product-manager"));
    }

    @Test
    @Tag("R5.6")
    void a_service_request_has_no_clock() {
        var request = open("SERVICE_REQUEST", Instant.now());
        var incident = open("INCIDENT", Instant.now());
        wire.hear(SlaAssigned.class, it -> it.ticketId().equals(incident.ticketId()));
        assertThat(wire.heard(SlaAssigned.class)).extracting(SlaAssigned::ticketId).doesNotContain(request.ticketId());
        assertThat(api.as(Persona.BRUNO).post("/api/v1/sla/quotes", Map.of("kind", "SERVICE_REQUEST", "priority", "P1")).body()
                .path("objectives")
                .size()).isZero();
    }

    @Test
    void what_is_no_event_is_laid_aside_and_stops_nothing_and_what_can_be_read_by_now_is_read_again() {
        var unread = opened("INCIDENT", Instant.now());
        wire.setAside(Topic.TICKETS, "sla-engine", unread.ticketId(), unread);
        wire.sayRaw(Topic.TICKETS, "acme", "no event".getBytes());
        var opened = open("INCIDENT", Instant.now());
        wire.hear(SlaAssigned.class, it -> it.ticketId().equals(opened.ticketId()));
        await().untilAsserted(() -> assertThat(wire.deadLetters(Topic.TICKETS, "sla-engine")).hasSize(2));
        await().untilAsserted(() -> assertThat(wire.deadLetters(Topic.TICKETS, "sla-service")).hasSize(1));

        var replayed = api.as(Persona.IARA).post("/actuator/deadletters/" + wire.topic(Topic.TICKETS),
                Map.of("group", wire.group("sla-engine"))).body();

        assertThat(replayed.path("replayed").asInt()).isEqualTo(1);
        assertThat(replayed.path("left").asInt()).isEqualTo(1);
        wire.hear(SlaAssigned.class, it -> it.ticketId().equals(unread.ticketId()));
        assertThat(wire.heard(TicketOpened.class)).extracting(TicketOpened::ticketId).doesNotContain(unread.ticketId());
        assertThat(api.as(Persona.IARA).post("/actuator/deadletters/" + wire.topic(Topic.EOL), Map.of()).status()).isEqualTo(404);
    }

    @Test
    void the_engine_keeps_as_many_standby_replicas_as_it_is_told() {
        assertThat(new StreamsConfig(engine.getStreamsConfiguration()).getInt(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG))
                .isEqualTo(1);
    }

    @Test
    void no_input_of_the_engine_stops_it_and_what_cannot_be_read_of_a_customer_is_laid_aside() {
        wire.sayRaw(Topic.CUSTOMERS, "acme", "no event".getBytes());
        wire.sayRaw(Topic.PRODUCTS, "opmon-9", "no event".getBytes());
        wire.sayRaw(Topic.SLA_POLICIES, "plan/torn/1", "no event".getBytes());
        var waiting = opened("INCIDENT", Instant.now(), new SlaDefinition("torn", 1, "24x7", "America/Sao_Paulo", List.of()));
        wire.say(waiting.ticketId(), 1, waiting);
        var opened = open("INCIDENT", Instant.now().minusSeconds(20));
        wire.hear(SlaBreached.class, it -> it.ticketId().equals(opened.ticketId()));
        await().untilAsserted(() -> assertThat(wire.deadLetters(Topic.CUSTOMERS, "sla-engine")).hasSize(1));
        assertThat(wire.heard(SlaAssigned.class)).extracting(SlaAssigned::ticketId).doesNotContain(waiting.ticketId());

        var seconds = wire.hear(SlaPlanPublished.class, plan -> plan.planId().equals("demo-seconds"));
        wire.say("torn", 1, new SlaPlanPublished("torn", 1, "Torn", seconds.objectives(), Instant.EPOCH, null, null, null));
        wire.hear(SlaAssigned.class, it -> it.ticketId().equals(waiting.ticketId()) && it.plan().equals("torn"));
    }

    @Test
    void the_live_board_resumes_after_the_last_event_that_was_seen() {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            var seen = assigned(open("INCIDENT", Instant.now()));
            var missed = assigned(open("INCIDENT", Instant.now()));
            var stream = api.as(Persona.GISELE).with("Last-Event-ID", seen).get("/api/v1/sla/board/stream?for=PT0.5S");
            assertThat(stream.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
            assertThat(stream.text()).contains("id:" + missed, "event:ASSIGNED").doesNotContain("id:" + seen);
        });
    }

    private String assigned(TicketOpened opened) {
        wire.hear(SlaAssigned.class, it -> it.ticketId().equals(opened.ticketId()));
        return opened.ticketId() + "/TICKET/1/assigned";
    }

    @Test
    void a_new_version_of_a_plan_is_quoted_and_old_ones_stay() {
        var promise = Map.of("kind", "INCIDENT", "priority", "P1", "metric", "RESOLUTION", "budget", "PT4H", "calendar",
                Map.of("id", "24x7"));
        var wish = Map.of("name", "Own", "objectives", List.of(promise));
        var manager = api.as(Persona.GISELE);
        assertThat(manager.post("/api/v1/sla/plans", Map.of("id", "own", "name", "Own", "objectives", List.of(promise))).status())
                .isEqualTo(201);
        assertThat(manager.post("/api/v1/sla/plans", Map.of("id", "own", "name", "Own", "objectives", List.of(promise))).status())
                .isEqualTo(409);
        assertThat(manager.post("/api/v1/sla/plans/own/versions", wish).body().path("version").asInt()).isEqualTo(2);
        var quoted = api.as(Persona.DAVI).post("/api/v1/sla/quotes", Map.of("plan", "own", "kind", "INCIDENT", "priority", "P1"));
        assertThat(quoted.body().path("planVersion").asInt()).isEqualTo(2);
        assertThat(manager.get("/api/v1/sla/plans/own/versions").body().path("items").size()).isEqualTo(2);
        wire.hear(SlaPlanPublished.class, plan -> plan.planId().equals("own") && plan.version() == 2);
    }

    @Test
    void running_clocks_are_moved_to_a_new_version_after_a_preview_and_back_by_an_undo() {
        var manager = api.as(Persona.GISELE);
        publish(manager, "/plans", "moved", "PT4H", "24x7");
        publish(manager, "/plans/moved/versions", "moved", "PT8H", "24x7");
        var openedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var id = openOn(manager, "moved", openedAt);

        var wish = Map.of("plan", "moved", "toVersion", 2, "dryRun", true, "reason", "Holidays");
        var begun = manager.with("Idempotency-Key", id).post("/api/v1/sla/migrations", wish);
        assertThat(begun.status()).isEqualTo(202);
        var job = begun.headers().firstValue("Location").orElseThrow();
        assertThat(manager.with("Idempotency-Key", id).post("/api/v1/sla/migrations", wish).body().path("id"))
                .isEqualTo(begun.body().path("id"));
        var previewed = reached(manager, job, "PREVIEWED");
        assertThat(previewed.path("totals").path("LATER").asInt()).isOne();
        var item = previewed.path("items").path(0);
        assertThat(item.path("ticket").asString()).isEqualTo(id);
        assertThat(Instant.parse(item.path("to").asString())).isEqualTo(openedAt.plus(Duration.ofHours(8)));
        assertThat(manager.get(job + "?effect=BREACHES").body().path("items").size()).isZero();
        assertThat(manager.post(job + "/undo", Map.of()).status()).isEqualTo(409);
        var other = preview(manager, wish);

        var token = previewed.path("previewToken").asString();
        assertThat(manager.post("/api/v1/sla/migrations", Map.of("previewToken", token + "0")).status()).isEqualTo(409);
        var apply = Map.of("plan", "moved", "toVersion", 2, "previewToken", token);
        assertThat(manager.post("/api/v1/sla/migrations", apply).status()).isEqualTo(202);
        assertThat(manager.post("/api/v1/sla/migrations", apply).status()).isEqualTo(202);
        var redated = wire.hear(SlaRedated.class, it -> it.ticketId().equals(id));
        assertThat(redated.to()).isEqualTo(openedAt.plus(Duration.ofHours(8)));
        assertThat(redated.reason()).isEqualTo("Holidays");
        assertThat(redated.cause()).isEqualTo("PLAN");
        assertThat(reached(manager, job, "APPLIED").path("progress").path("done").asInt()).isOne();
        assertThat(manager.post("/api/v1/sla/migrations", Map.of("previewToken", other.path("previewToken").asString())).status())
                .as("a preview from before the same plan was moved").isEqualTo(409);

        var undo = manager.post(job + "/undo", Map.of("reason", "Too early"));
        assertThat(undo.body().path("undoes").asString()).isEqualTo(begun.body().path("id").asString());
        var back = wire.hear(SlaRedated.class, it -> it.ticketId().equals(id) && "Too early".equals(it.reason()));
        assertThat(back.to()).isEqualTo(openedAt.plus(Duration.ofHours(4)));
        reached(manager, undo.headers().firstValue("Location").orElseThrow(), "APPLIED");
        assertThat(wire.heard(SlaRedated.class)).filteredOn(it -> it.ticketId().equals(id)).hasSize(2);
        var clocks = manager.get("/api/v1/sla/clocks/" + id).body();
        assertThat(clocks.path("planVersion").asInt()).isOne();
        assertThat(clocks.path("ledger").valueStream().map(fact -> fact.path("by").asString("")))
                .contains(Persona.GISELE.email());
        assertThat(manager.get("/api/v1/sla/migrations").body().path("items").size()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void running_clocks_are_moved_to_a_new_version_of_a_calendar() {
        var manager = api.as(Persona.GISELE);
        var hours = new HashMap<String, Object>(Map.of("id", "hours", "name", "Hours", "zone", "UTC", "windows",
                List.of(Map.of("days", Stream.of(DayOfWeek.values()).map(DayOfWeek::name).toList(), "from", "00:00", "to",
                        "24:00"))));
        assertThat(manager.post("/api/v1/sla/calendars", hours).status()).isEqualTo(201);
        var openedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var today = LocalDate.ofInstant(openedAt, ZoneOffset.UTC);
        hours.put("closures", Stream.of(today, today.plusDays(1)).map(day -> Map.of("date", day.toString())).toList());
        assertThat(manager.post("/api/v1/sla/calendars/hours/versions", hours).status()).isEqualTo(201);
        publish(manager, "/plans", "by-hours", "PT4H", "hours");
        var id = openOn(manager, "by-hours", openedAt);

        var previewed = preview(manager, Map.of("calendar", "hours", "toVersion", 2, "dryRun", true));
        assertThat(previewed.path("progress").path("tickets").asInt()).isOne();
        assertThat(previewed.path("totals").path("LATER").asInt()).isOne();
        manager.post("/api/v1/sla/migrations", Map.of("previewToken", previewed.path("previewToken").asString()));
        var redated = wire.hear(SlaRedated.class, it -> it.ticketId().equals(id));
        assertThat(redated.cause()).isEqualTo("CALENDAR");
        assertThat(redated.from()).isEqualTo(openedAt.plus(Duration.ofHours(4)));
        // Some moments of the four hours were used up while the old version counted.
        assertThat(redated.to()).isBetween(today.plusDays(2).atTime(3, 59, 30).toInstant(ZoneOffset.UTC),
                today.plusDays(2).atTime(4, 0).toInstant(ZoneOffset.UTC));
    }

    private static void publish(Api manager, String path, String plan, String budget, String calendar) {
        var promise = Map.of("kind", "INCIDENT", "priority", "P1", "metric", "RESOLUTION", "budget", budget, "calendar",
                Map.of("id", calendar, "version", 1));
        assertThat(
                manager.post("/api/v1/sla" + path, Map.of("id", plan, "name", plan, "objectives", List.of(promise))).status())
                .isEqualTo(201);
    }

    private String openOn(Api manager, String plan, Instant at) {
        var id = UUID.randomUUID().toString();
        wire.say(id, 1, new TicketOpened(id, "T-2026-" + id.substring(0, 6), "acme", "Acme", BRUNO, "INCIDENT", "P1", "opmon-9",
                "9.2", "Nothing works", at, "EDITION", new SlaDefinition(plan, 1, "24x7", "UTC", List.of())));
        await().untilAsserted(() -> assertThat(
                manager.get("/api/v1/sla/clocks/" + id).body().path("told").path(0).path("edge").asString())
                .isEqualTo("TICKET/1/assigned"));
        return id;
    }

    private static JsonNode preview(Api manager, Map<String, ?> wish) {
        var begun = manager.post("/api/v1/sla/migrations", wish);
        return reached(manager, begun.headers().firstValue("Location").orElseThrow(), "PREVIEWED");
    }

    private static JsonNode reached(Api manager, String job, String state) {
        return await().atMost(Duration.ofSeconds(20)).until(() -> manager.get(job).body(),
                body -> body.path("state").asString().equals(state));
    }

    @Test
    void a_migration_that_cannot_be_is_refused_by_the_name_of_its_field_in_three_languages() {
        var wishes = Map.<Map<String, Object>, String>of(Map.of("dryRun", true, "toVersion", 1), "plan",
                Map.of("dryRun", true, "plan", "nowhere", "toVersion", 1), "plan",
                Map.of("dryRun", true, "calendar", "24x7", "toVersion", 99), "toVersion");
        wishes.forEach((wish, field) -> assertThat(Stream.of("pt-BR", "en", "es").map(language -> {
            var refused = api.as(Persona.GISELE).with("Accept-Language", language).post("/api/v1/sla/migrations", wish);
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.body().path("errors").path(0).path("field").asString()).isEqualTo(field);
            return refused.body().path("errors").path(0).path("message").asString();
        })).doesNotHaveDuplicates());
        assertThat(api.as(Persona.GISELE).post("/api/v1/sla/migrations", Map.of("plan", "standard", "toVersion", 1)).body()
                .path("errors").path(0).path("field").asString()).isEqualTo("previewToken");
    }

    @Test
    void what_cannot_be_understood_is_refused_by_the_name_of_its_field() {
        var refused = api.as(Persona.BRUNO).post("/api/v1/sla/simulations",
                Map.of("calendar", Map.of("zone", "Mars/Olympus"), "budget", "PT1H",
                        "start", "2026-07-20T09:00:00Z"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().path("errors").path(0).path("field").asString()).isEqualTo("calendar.zone");
        assertThat(api.as(Persona.BRUNO).post("/api/v1/sla/quotes", "{\"kind\": \"INCIDENT\", \"colour\": 1}").status())
                .isEqualTo(400);
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
        wire.hear(CalendarPublished.class, it -> it.calendarId().equals("imported") && it.version() == 2
                && it.closures().getFirst().name() != null);
        assertThat(manager.post("/api/v1/sla/calendars/imported/imports", Map.of("text", "none")).status()).isEqualTo(422);
        assertThat(manager.post("/api/v1/sla/calendars/imported/imports", Map.of("text", "x".repeat(600_000))).status())
                .isEqualTo(413);
    }

    @Test
    void a_calendar_that_never_opens_is_refused_in_three_languages_and_so_is_an_unknown_holiday_set() {
        var never = Map.of("id", "never", "name", "Never", "zone", "UTC");
        var texts = Stream.of("pt-BR", "en", "es").map(language -> {
            var refused = api.as(Persona.GISELE).with("Accept-Language", language).post("/api/v1/sla/calendars", never);
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.body().path("errors").path(0).path("field").asString()).isEqualTo("windows");
            return refused.body().path("errors").path(0).path("message").asString();
        }).toList();
        assertThat(texts).containsExactly("descreve um calendário que nunca abre", "describes a calendar that is never open",
                "describe un calendario que nunca abre");
        var over = api.as(Persona.GISELE).post("/api/v1/sla/calendars", Map.of("id", "over", "name", "Over", "zone", "UTC",
                "openings", List.of(Map.of("date", "2020-01-01"))));
        assertThat(over.status()).isEqualTo(422);
        assertThat(over.body().path("errors").path(0).path("field").asString()).isEqualTo("openings");
        var unknown = api.as(Persona.GISELE).post("/api/v1/sla/calendars",
                Map.of("id", "unknown", "name", "Unknown", "zone", "UTC",
                        "windows", List.of(Map.of("days", List.of("MONDAY"), "from", "08:00", "to", "18:00")), "holidaySets",
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

    @Test
    void attainment_is_reported_as_it_was_known_and_replayed_under_another_plan() {
        var manager = api.as(Persona.GISELE);
        var openedAt = Instant.parse("2026-03-10T12:00:00Z");
        var opened = open("INCIDENT", openedAt);
        wire.say(opened.ticketId(), 2,
                new PublicReplySent(opened.ticketId(), opened.number(), "acme", "m1", BRUNO, BRUNO, "s", "b",
                        openedAt.plusSeconds(5)));
        wire.say(opened.ticketId(), 3, new TicketResolved(opened.ticketId(), opened.number(), "acme", BRUNO, "Nothing works",
                openedAt.plus(Duration.ofMinutes(30))));
        var march = "/api/v1/sla/reports?by=customer,plan,priority&from=2026-03-01T00:00:00-03:00&to=2026-04-01T00:00:00-03:00";
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
        var before = manager.get(march + "&asOf=2026-03-10T09:00:10-03:00").body();
        assertThat(before.path("total").path("met").asInt()).isEqualTo(1);
        assertThat(before.path("total").path("running").asInt()).isEqualTo(1);
        assertThat(before.path("total").path("consumed").path("p95").asString()).isEqualTo("PT5S");
        assertThat(manager.get(march + "&asOf=2026-03-10T12:00:10Z").body().path("items")).isEqualTo(before.path("items"));
        var table = manager.with("Accept", "text/csv").get(march + "&metric=FIRST_RESPONSE");
        assertThat(table.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
        assertThat(table.text().lines().skip(1)).singleElement().asString()
                .startsWith("acme,demo-seconds,P1,1,0,0,0,100.00,5,5,5,15,");

        var period = Map.of("from", "2026-03-01T00:00:00Z", "to", "2026-04-01T00:00:00Z", "customer", "acme");
        var replay = manager.post("/api/v1/sla/replays", with(period, "plan", Map.of("id", "standard"))).body();
        assertThat(replay.path("version").asInt()).isEqualTo(1);
        assertThat(replay.path("tickets").asInt()).isEqualTo(1);
        assertThat(replay.path("total").path("then").path("missed").asInt()).isEqualTo(1);
        assertThat(replay.path("total").path("would").path("percentage").asDouble()).isEqualTo(100);
        var difference = replay.path("differences").path(0);
        assertThat(difference.path("number").asString()).isEqualTo(opened.number());
        assertThat(difference.path("then").asString()).isEqualTo("MISSED");
        assertThat(difference.path("would").asString()).isEqualTo("MET");
        var strict = Map.of("kind", "INCIDENT", "priority", "P1", "metric", "FIRST_RESPONSE", "budget", "PT1S", "calendar",
                Map.of("id", "24x7"));
        var inline = manager.post("/api/v1/sla/replays",
                with(period, "plan", Map.of("name", "Strict", "objectives", List.of(strict)))).body();
        assertThat(inline.path("plan").asString()).isEqualTo("inline");
        assertThat(inline.path("total").path("would").path("missed").asInt()).isEqualTo(1);
        assertThat(inline.path("differing").asInt()).isEqualTo(1);
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
        refused(replaying(period, Map.of("id", "standard", "version", 99)), 422, "plan.version");
        refused(replaying(period, Map.of("name", "Own", "version", 1)), 400, "plan.version");
        refused(replaying(period, Map.of("name", "Own")), 400, "plan.objectives");
        var wrong = Map.of("kind", "INCIDENT", "priority", "P9", "metric", "RESOLUTION", "budget", "PT1S", "calendar",
                Map.of("id", "24x7"));
        refused(replaying(period, Map.of("name", "Own", "objectives", List.of(wrong))), 422, "plan.objectives[0].priority");
        refused(replay(with(Map.of("from", "2026-03-01T00:00:00Z", "to", "2027-04-01T00:00:00Z"), "plan",
                Map.of("id", "standard"))), 422, "to");
        refused(replay(with(with(period, "customer", "nobody"), "plan", Map.of("id", "standard"))), 422, "customer");
        var texts = Stream.of("pt-BR", "en", "es").map(language -> manager.with("Accept-Language", language)
                .get(reports + "&to=2026-02-01T00:00:00Z").body().path("errors").path(0).path("message").asString()).toList();
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

    private List<String> board(String state) {
        var items = api.as(Persona.FABIO).get("/api/v1/sla/board?state=" + state).body().path("items");
        return items.valueStream().map(item -> item.path("number").asString()).toList();
    }

    private TicketOpened open(String kind, Instant at) {
        var opened = opened(kind, at);
        wire.say(opened.ticketId(), 1, opened);
        return opened;
    }

    private static TicketOpened opened(String kind, Instant at) {
        return opened(kind, at, null);
    }

    private static TicketOpened opened(String kind, Instant at, @Nullable SlaDefinition promised) {
        var id = UUID.randomUUID().toString();
        return new TicketOpened(id, "T-2026-" + id.substring(0, 6), "acme", "Acme", BRUNO, kind, "P1", "opmon-9", "9.2",
                "Nothing works",
                at.truncatedTo(ChronoUnit.MILLIS), "EDITION", promised);
    }
}
