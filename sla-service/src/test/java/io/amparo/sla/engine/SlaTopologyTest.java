package io.amparo.sla.engine;

import static io.amparo.sla.clock.ClockFixtures.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.Event;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.sla.SlaEvent.SlaCycleStarted;
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
    static final Person BRUNO = new Person("acme-bruno", "Bruno Lima", "pt-BR");

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
        engine.publishPolicies("z");
        engine.publish("amparo.customers", contract("z"));
        engine.advanceTo(OPENED);
        return engine;
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void opened_ticket_gets_the_plan_of_its_customer() {
        engine.publish("amparo.tickets", opened("INCIDENT", null));
        var event = engine.drainEvents().getFirst();

        assertThat(event.id()).isEqualTo("t1/TICKET/1/assigned");
        assertThat(event.source()).isEqualTo("/amparo/sla-service");
        var assigned = (SlaAssigned) event.data();
        assertThat(assigned.customerId()).isEqualTo("acme");
        assertThat(assigned.promised()).as("TicketOpened has no SLA").isFalse();
        assertThat(assigned.clocks()).extracting("dueAt").containsExactly(at("2026-07-20T14:00Z"), at("2026-07-20T18:00Z"));
    }

    @Test
    void emitted_event_keeps_trace_and_causation_of_its_input_event() {
        engine.publish("e", "trace", "amparo.tickets", opened("INCIDENT", null));
        var event = engine.drainEvents().getFirst();

        assertThat(event.correlation()).isEqualTo("trace");
        assertThat(event.causation()).isEqualTo("/amparo/elsewhere#e");
        assertThat(event.traceparent()).isEqualTo("00-trace-1-01");
    }

    @Test
    void warns_at_50_75_and_90_percent_and_breaches_once() {
        engine.publish("amparo.tickets", opened("INCIDENT", null));
        engine.advance(Duration.ofHours(30));

        assertThat(ids()).containsExactly("t1/TICKET/1/assigned", "t1/FIRST_RESPONSE/1/warned-50",
                "t1/FIRST_RESPONSE/1/warned-75", "t1/FIRST_RESPONSE/1/warned-90", "t1/RESOLUTION/1/warned-50",
                "t1/FIRST_RESPONSE/1/breached", "t1/RESOLUTION/1/warned-75", "t1/RESOLUTION/1/warned-90",
                "t1/RESOLUTION/1/breached");
    }

    @Test
    @Tag("R9.C9")
    @Tag("R9.O2")
    void reply_meets_first_response_and_waiting_customer_pauses_resolution() {
        engine.publish("amparo.tickets", opened("INCIDENT", null));
        engine.advanceTo(at("2026-07-20T11:00Z"));
        engine.publish("amparo.tickets",
                new PublicReplySent("t1", "T-2026-000001", "acme", "m1", BRUNO, BRUNO, "s", "b", engine.now()));
        engine.publish("amparo.tickets", status("OPEN", "WAITING_CUSTOMER"));
        engine.advance(Duration.ofDays(2));
        engine.publish("amparo.tickets", status("WAITING_CUSTOMER", "IN_PROGRESS"));
        var events = engine.drainEvents();

        assertThat(events).extracting(Event::data).hasExactlyElementsOfTypes(SlaAssigned.class, SlaMet.class, SlaPaused.class,
                SlaResumed.class);
        assertThat(((SlaMet) events.get(1).data()).late()).isFalse();
        assertThat(((SlaMet) events.get(1).data()).tzdata()).isEqualTo(Tzdata.ofThisJvm().version());
        assertThat(((SlaResumed) events.get(3).data()).clocks().getFirst().dueAt()).isEqualTo(at("2026-07-22T18:00Z"));

        engine.advance(Duration.ofDays(1));
        assertThat(ids()).containsExactly("t1/RESOLUTION/1/warned-50", "t1/RESOLUTION/1/warned-75", "t1/RESOLUTION/1/warned-90",
                "t1/RESOLUTION/1/breached");
    }

    @Test
    @Tag("R5.2")
    void changed_kind_switches_to_the_clocks_of_that_kind() {
        engine.publish("amparo.tickets", opened("INCIDENT", null));
        engine.advanceTo(at("2026-07-20T11:00Z"));
        engine.publish("amparo.tickets", kindChanged("INCIDENT", "SERVICE_REQUEST"));
        assertThat(ids()).containsExactly("t1/TICKET/1/assigned", "t1/FIRST_RESPONSE/1/cancelled", "t1/RESOLUTION/1/cancelled");

        engine.advance(Duration.ofHours(10));
        engine.publish("amparo.tickets", kindChanged("SERVICE_REQUEST", "INCIDENT"));
        var started = (SlaCycleStarted) engine.drainEvents().getFirst().data();
        assertThat(started.clocks()).extracting("dueAt").containsExactly(at("2026-07-21T00:00Z"), at("2026-07-21T04:00Z"));
    }

    @Test
    void duplicate_event_counts_once() {
        engine.publish("same", "amparo.tickets", opened("INCIDENT", null));
        engine.publish("same", "amparo.tickets", opened("INCIDENT", null));
        assertThat(ids()).containsExactly("t1/TICKET/1/assigned");
    }

    @Test
    void ticket_with_an_unpublished_plan_waits_for_it() {
        engine.publish("amparo.customers", contract("a"));
        engine.publish("amparo.tickets", opened("INCIDENT", null));
        engine.advance(Duration.ofMinutes(5));
        assertThat(engine.drainEvents()).isEmpty();

        engine.publishPolicies("a");
        engine.advance(Duration.ofSeconds(2));

        var assigned = (SlaAssigned) engine.drainEvents().getFirst().data();
        assertThat(assigned.plan()).isEqualTo("a");
        assertThat(assigned.assignedAt()).isEqualTo(OPENED);
    }

    @Test
    void plan_promised_at_the_opening_wins_over_the_contract() {
        engine.publishPolicies("a");
        engine.publish("amparo.tickets", opened("INCIDENT", new SlaDefinition("a", 1, "a", "America/Sao_Paulo", List.of())));
        var assigned = (SlaAssigned) engine.drainEvents().getFirst().data();
        assertThat(assigned.plan()).isEqualTo("a");
        assertThat(assigned.promised()).isTrue();
    }

    @Test
    @Tag("R5.6")
    void service_request_gets_no_clock() {
        engine.publish("amparo.tickets", opened("SERVICE_REQUEST", null));
        engine.advance(Duration.ofDays(3));
        assertThat(engine.drainEvents()).isEmpty();
    }

    @Test
    void gauge_counts_tickets_with_a_future_edge() {
        engine.publishPolicies("a");
        assertThat(engine.gauge("amparo.sla.clocks.open")).isZero();

        engine.publish("amparo.tickets", opened("INCIDENT", null));
        for (var plan : List.of("a", "z", "a")) engine.publish("amparo.customers", contract(plan));
        engine.advance(Duration.ofSeconds(1));
        assertThat(engine.gauge("amparo.sla.clocks.open")).isEqualTo(1);

        engine.advance(Duration.ofDays(2));
        assertThat(engine.gauge("amparo.sla.clocks.open")).isZero();
    }

    @Test
    void warning_contains_the_instant_of_the_breach() {
        engine.publish("amparo.tickets", opened("INCIDENT", null));
        engine.advanceTo(at("2026-07-20T12:01Z"));
        var warned = (SlaWarned) engine.drainEvents().getLast().data();

        assertThat(warned.percent()).isEqualTo(50);
        assertThat(warned.dueAt()).isEqualTo(at("2026-07-20T14:00Z"));
    }

    private List<String> ids() {
        return engine.drainEvents().stream().map(Event::id).toList();
    }

    private StatusChanged status(String from, String to) {
        return status(from, to, engine.now());
    }

    static StatusChanged status(String from, String to, Instant at) {
        return new StatusChanged("t1", "T-2026-000001", "acme", from, to, "user-FABIO", null, at);
    }

    private KindChanged kindChanged(String from, String to) {
        return new KindChanged("t1", "T-2026-000001", "acme", from, to, "user-FABIO", "no interruption", engine.now());
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
