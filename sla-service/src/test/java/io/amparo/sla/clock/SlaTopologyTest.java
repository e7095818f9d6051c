package io.amparo.sla.clock;

import static io.amparo.sla.clock.ClockFixtures.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.Event;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaMet;
import io.amparo.events.sla.SlaEvent.SlaPaused;
import io.amparo.events.sla.SlaEvent.SlaResumed;
import io.amparo.events.sla.SlaEvent.SlaWarned;
import io.amparo.events.ticket.TicketEvent.KindChanged;
import io.amparo.events.ticket.TicketEvent.Person;
import io.amparo.events.ticket.TicketEvent.PublicReplySent;
import io.amparo.events.ticket.TicketEvent.SlaDefinition;
import io.amparo.events.ticket.TicketEvent.StatusChanged;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.sla.calendar.Tzdata;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlaTopologyTest {
    static final Instant OPENED = at("2026-07-20T10:00Z");
    static final Person BRUNO = new Person("bruno@acme.example", "Bruno Lima", "pt-BR");

    @TempDir
    Path state;
    private EngineDriver engine;

    @BeforeEach
    void start() {
        engine = engine(state);
    }

    /** Returns an engine that knows a customer and its plan; its time is the opening of the tickets. */
    static EngineDriver engine(Path state) {
        var engine = new EngineDriver(state, OPENED.minusSeconds(60));
        engine.publishes("z");
        engine.says("amparo.customers", contract("z"));
        engine.until(OPENED);
        return engine;
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void an_opened_ticket_gets_its_customers_plan() {
        engine.says("amparo.tickets", opened("INCIDENT", null));
        var told = engine.told().getFirst();
        assertThat(told.id()).isEqualTo("t1/TICKET/1/assigned");
        assertThat(told.source()).isEqualTo("/amparo/sla-service");
        var assigned = (SlaAssigned) told.data();
        assertThat(assigned.customerId()).isEqualTo("acme");
        assertThat(assigned.clocks()).extracting("dueAt").containsExactly(at("2026-07-20T14:00Z"), at("2026-07-20T18:00Z"));
    }

    @Test
    void what_the_engine_tells_because_of_an_event_is_in_its_trace() {
        engine.says("e", "trace", "amparo.tickets", opened("INCIDENT", null));
        var told = engine.told().getFirst();
        assertThat(told.correlation()).isEqualTo("trace");
        assertThat(told.causation()).isEqualTo("/amparo/elsewhere#e");
        assertThat(told.traceparent()).isEqualTo("00-trace-1-01");
    }

    @Test
    void warns_at_50_75_and_90_percent_and_breaches_once() {
        engine.says("amparo.tickets", opened("INCIDENT", null));
        engine.passes(Duration.ofHours(30));
        assertThat(ids()).containsExactly("t1/TICKET/1/assigned", "t1/FIRST_RESPONSE/1/warned-50",
                "t1/FIRST_RESPONSE/1/warned-75", "t1/FIRST_RESPONSE/1/warned-90", "t1/RESOLUTION/1/warned-50",
                "t1/FIRST_RESPONSE/1/breached", "t1/RESOLUTION/1/warned-75", "t1/RESOLUTION/1/warned-90",
                "t1/RESOLUTION/1/breached");
    }

    @Test
    void an_edge_is_told_within_milliseconds_of_its_instant() {
        engine.says("amparo.tickets", opened("INCIDENT", null));
        engine.until(at("2026-07-20T13:59:59.950Z"));
        engine.told();
        engine.passes(Duration.ofMillis(45));
        assertThat(engine.told()).isEmpty();
        engine.passes(EngineTopology.SOONEST);
        assertThat(engine.told()).extracting(Event::data).filteredOn(SlaBreached.class::isInstance).singleElement()
                .satisfies(breach -> assertThat(((SlaBreached) breach).firedAt()).isBetween(at("2026-07-20T14:00Z"),
                        at("2026-07-20T14:00:00.050Z")));
    }

    @Test
    @Tag("R9.C9")
    @Tag("R9.O2")
    void a_reply_keeps_the_promise_and_waiting_for_the_customer_stops_the_clock() {
        engine.says("amparo.tickets", opened("INCIDENT", null));
        engine.until(at("2026-07-20T11:00Z"));
        engine.says("amparo.tickets",
                new PublicReplySent("t1", "T-2026-000001", "acme", "m1", BRUNO, BRUNO, "s", "b", engine.now()));
        engine.says("amparo.tickets", status("OPEN", "WAITING_CUSTOMER"));
        engine.passes(Duration.ofDays(2));
        engine.says("amparo.tickets", status("WAITING_CUSTOMER", "IN_PROGRESS"));
        var told = engine.told();
        assertThat(told).extracting(Event::data).hasExactlyElementsOfTypes(SlaAssigned.class, SlaMet.class, SlaPaused.class,
                SlaResumed.class);
        assertThat(((SlaMet) told.get(1).data()).late()).isFalse();
        assertThat(((SlaMet) told.get(1).data()).tzdata()).isEqualTo(Tzdata.ofThisJvm().version());
        assertThat(((SlaResumed) told.get(3).data()).clocks().getFirst().dueAt()).isEqualTo(at("2026-07-22T18:00Z"));
        engine.passes(Duration.ofDays(1));
        assertThat(ids()).containsExactly("t1/RESOLUTION/1/warned-50", "t1/RESOLUTION/1/warned-75", "t1/RESOLUTION/1/warned-90",
                "t1/RESOLUTION/1/breached");
    }

    @Test
    @Tag("R5.2")
    void a_ticket_of_another_kind_has_the_clocks_of_that_kind() {
        engine.says("amparo.tickets", opened("INCIDENT", null));
        engine.until(at("2026-07-20T11:00Z"));
        engine.says("amparo.tickets", typed("INCIDENT", "SERVICE_REQUEST"));
        assertThat(ids()).containsExactly("t1/TICKET/1/assigned", "t1/FIRST_RESPONSE/1/cancelled", "t1/RESOLUTION/1/cancelled");
        engine.passes(Duration.ofHours(10));
        engine.says("amparo.tickets", typed("SERVICE_REQUEST", "INCIDENT"));
        var resumed = (SlaResumed) engine.told().getFirst().data();
        assertThat(resumed.clocks()).extracting("dueAt").containsExactly(at("2026-07-21T00:00Z"), at("2026-07-21T04:00Z"));
    }

    @Test
    void an_event_that_comes_twice_counts_once() {
        engine.says("same", "amparo.tickets", opened("INCIDENT", null));
        engine.says("same", "amparo.tickets", opened("INCIDENT", null));
        assertThat(ids()).containsExactly("t1/TICKET/1/assigned");
    }

    @Test
    void a_restart_repeats_nothing_and_tells_what_fell_due_meanwhile_with_its_own_instant() {
        engine.says("amparo.tickets", opened("INCIDENT", null));
        engine.until(at("2026-07-20T12:30Z"));
        assertThat(ids()).containsExactly("t1/TICKET/1/assigned", "t1/FIRST_RESPONSE/1/warned-50");
        engine.isDown(Duration.ofHours(2));
        engine.publishes("z");
        engine.passes(CatchUp.QUIET.plusSeconds(1));
        var told = engine.told();
        assertThat(told).extracting(Event::id).containsExactly("t1/FIRST_RESPONSE/1/warned-75", "t1/FIRST_RESPONSE/1/warned-90",
                "t1/RESOLUTION/1/warned-50", "t1/FIRST_RESPONSE/1/breached");
        assertThat(((SlaBreached) told.getLast().data()).dueAt()).isEqualTo(at("2026-07-20T14:00Z"));
    }

    @Test
    void an_answer_that_waits_in_the_topic_is_heard_before_the_breach_that_it_prevents() {
        engine.says("amparo.tickets", opened("INCIDENT", null));
        engine.until(at("2026-07-20T13:50Z"));
        engine.told();
        var repliedAt = engine.now();
        engine.isDown(Duration.ofMinutes(30));
        engine.publishes("z");
        engine.hasMissed(true);
        engine.passes(Duration.ofSeconds(15));
        engine.says("amparo.tickets",
                new PublicReplySent("t1", "T-2026-000001", "acme", "m1", BRUNO, BRUNO, "s", "b", repliedAt));
        engine.hasMissed(false);
        engine.passes(Duration.ofSeconds(5));
        assertThat(ids()).containsExactly("t1/FIRST_RESPONSE/1/met", "t1/RESOLUTION/1/warned-50");
    }

    @Test
    void a_ticket_whose_plan_is_not_known_yet_waits_for_it() {
        engine.says("amparo.customers", contract("a"));
        engine.says("amparo.tickets", opened("INCIDENT", null));
        engine.passes(Duration.ofMinutes(5));
        assertThat(engine.told()).isEmpty();
        engine.publishes("a");
        engine.passes(Duration.ofSeconds(2));
        var assigned = (SlaAssigned) engine.told().getFirst().data();
        assertThat(assigned.plan()).isEqualTo("a");
        assertThat(assigned.assignedAt()).isEqualTo(OPENED);
    }

    @Test
    void the_plan_that_was_promised_at_the_opening_wins_over_the_contract() {
        engine.publishes("a");
        engine.says("amparo.tickets", opened("INCIDENT", new SlaDefinition("a", 1, "a", "America/Sao_Paulo", List.of())));
        assertThat(((SlaAssigned) engine.told().getFirst().data()).plan()).isEqualTo("a");
    }

    @Test
    @Tag("R5.6")
    void a_service_request_gets_no_clock() {
        engine.says("amparo.tickets", opened("SERVICE_REQUEST", null));
        engine.passes(Duration.ofDays(3));
        assertThat(engine.told()).isEmpty();
    }

    @Test
    void counts_the_tickets_that_have_an_edge_ahead() {
        engine.publishes("a");
        assertThat(engine.gauge("amparo.sla.clocks.open")).isZero();
        engine.says("amparo.tickets", opened("INCIDENT", null));
        for (var plan : List.of("a", "z", "a")) engine.says("amparo.customers", contract(plan));
        engine.passes(Duration.ofSeconds(1));
        assertThat(engine.gauge("amparo.sla.clocks.open")).isEqualTo(1);
        engine.passes(Duration.ofDays(2));
        assertThat(engine.gauge("amparo.sla.clocks.open")).isZero();
    }

    @Test
    void a_clock_that_steps_around_a_due_instant_tells_each_edge_once_and_none_early() {
        engine.says("amparo.tickets", opened("INCIDENT", null));
        engine.until(at("2026-07-20T13:59:59Z"));
        engine.clockSteps(Duration.ofSeconds(-10));
        engine.passes(Duration.ofMillis(10_900));
        assertThat(ids()).doesNotContain("t1/FIRST_RESPONSE/1/breached");
        engine.passes(Duration.ofMillis(200));
        assertThat(engine.told()).extracting(Event::data).filteredOn(SlaBreached.class::isInstance).singleElement()
                .satisfies(each -> {
                    var breach = (SlaBreached) each;
                    assertThat(breach.firedAt()).isBetween(breach.dueAt(), breach.dueAt().plusMillis(100));
                });
        engine.clockSteps(Duration.ofSeconds(-5));
        engine.passes(Duration.ofSeconds(10));
        engine.clockSteps(Duration.ofSeconds(5));
        engine.clockSteps(Duration.ofHours(-1));
        engine.says("amparo.tickets", status("OPEN", "IN_PROGRESS"));
        engine.passes(Duration.ofHours(1).plusSeconds(10));
        assertThat(engine.told()).isEmpty();
        engine.clockSteps(Duration.ofHours(5));
        engine.passes(Duration.ofSeconds(1));
        var told = engine.told();
        assertThat(told).extracting(Event::id).containsExactly("t1/RESOLUTION/1/warned-75", "t1/RESOLUTION/1/warned-90",
                "t1/RESOLUTION/1/breached");
        assertThat(((SlaBreached) told.getLast().data()).dueAt()).isEqualTo(at("2026-07-20T18:00Z"));
    }

    @Test
    void warnings_say_when_the_promise_will_be_broken() {
        engine.says("amparo.tickets", opened("INCIDENT", null));
        engine.until(at("2026-07-20T12:01Z"));
        var warned = (SlaWarned) engine.told().getLast().data();
        assertThat(warned.percent()).isEqualTo(50);
        assertThat(warned.breachAt()).isEqualTo(at("2026-07-20T14:00Z"));
    }

    private List<String> ids() {
        return engine.told().stream().map(Event::id).toList();
    }

    private StatusChanged status(String from, String to) {
        return new StatusChanged("t1", "T-2026-000001", "acme", from, to, "fabio@opservices.example", null, engine.now());
    }

    private KindChanged typed(String from, String to) {
        return new KindChanged("t1", "T-2026-000001", "acme", from, to, "fabio@opservices.example", "no interruption",
                engine.now());
    }

    static TicketOpened opened(String kind, @Nullable SlaDefinition sla) {
        return opened(kind, sla, OPENED);
    }

    static TicketOpened opened(String kind, @Nullable SlaDefinition sla, Instant at) {
        return new TicketOpened("t1", "T-2026-000001", "acme", "Acme", BRUNO, kind, "P1", "opmon-9", "9.2", "Nothing works", at,
                "EDITION", sla);
    }

    static ContractChanged contract(String plan) {
        return new ContractChanged("acme", "Acme", "PREMIUM", LocalDate.of(2026, 1, 1), LocalDate.of(2027, 12, 31), plan, "pt-BR",
                "America/Sao_Paulo", List.of(), List.of(), List.of(), List.of(), List.of(), OPENED);
    }
}
