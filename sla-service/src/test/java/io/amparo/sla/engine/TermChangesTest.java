package io.amparo.sla.engine;

import static io.amparo.sla.clock.ClockFixtures.at;
import static io.amparo.sla.clock.ClockFixtures.objective;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.Event;
import io.amparo.events.customer.CustomerEvent.AdvisorPackage;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.sla.SlaEvent.SlaRescheduled;
import io.amparo.events.sla.SlaEvent.SlaTermsChanged;
import io.amparo.events.ticket.TicketEvent.Person;
import io.amparo.events.ticket.TicketEvent.PublicReplySent;
import io.amparo.events.ticket.TicketEvent.SlaDefinition;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.sla.calendar.CalendarFixtures;
import io.amparo.sla.calendar.PublishedCalendar;
import io.amparo.sla.calendar.Tzdata;
import io.amparo.sla.clock.ClockFixtures;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.plan.SlaPlan;
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

/** The engine while contracts and products change under open tickets. */
class TermChangesTest {
    private static final Instant OPENED = at("2026-07-20T10:00-03:00");
    private static final Person BRUNO = new Person("acme-bruno", "Bruno Lima", "pt-BR");

    @TempDir
    Path state;
    private EngineDriver engine;

    @BeforeEach
    void start() {
        engine = engine(state);
    }

    /** Returns an engine that knows a customer with a package; its time is the opening of the tickets. */
    static EngineDriver engine(Path state) {
        var engine = new EngineDriver(state, OPENED.minusSeconds(60));
        engine.publishPolicies("a", "z", "full");
        engine.publish("amparo.customers", contract("a", LocalDate.of(2027, 12, 31), engine.now()));
        engine.advanceTo(OPENED);
        return engine;
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    @Tag("R6.3")
    void removed_package_reschedules_each_running_clock_of_the_customer_once() {
        engine.publish("amparo.tickets", opened("t1"));
        var events = engine.drainEvents();

        assertThat(events).extracting(Event::id).containsExactly("t1/TICKET/1/terms-7", "t1/TICKET/1/assigned");
        var assigned = (SlaAssigned) events.getLast().data();
        assertThat(assigned.calendar()).isEqualTo("z");
        assertThat(assigned.clocks()).extracting("dueAt").containsExactly(at("2026-07-20T14:00-03:00"),
                at("2026-07-20T18:00-03:00"));
        assertThat(assigned.clocks()).extracting("tzdata").containsOnly(Tzdata.ofThisJvm().version());

        engine.advanceTo(at("2026-07-20T11:00-03:00"));
        engine.publish("amparo.tickets", reply(engine.now()));
        engine.advanceTo(at("2026-07-20T15:00-03:00"));
        engine.publish("amparo.customers", contract("a", null));
        engine.publish("amparo.customers", contract("a", null));
        engine.advance(Duration.ofSeconds(1));

        engine.drainEvents().stream().map(Event::data).filter(SlaTermsChanged.class::isInstance).map(SlaTermsChanged.class::cast)
                .forEach(it -> assertThat(it.terms()).singleElement()
                        .satisfies(term -> assertThat(term.term()).isEqualTo("COVER")));

        // Both calendars are open, so no due instant moves. Overnight, in the other direction, it does.
        engine.advanceTo(at("2026-07-20T17:00-03:00"));
        engine.publish("amparo.tickets", opened("t2"));
        engine.drainEvents();
        engine.publish("amparo.customers", contract("a", LocalDate.of(2027, 12, 31)));
        engine.advance(Duration.ofSeconds(1));

        var rescheduled = engine.drainRescheduled();
        assertThat(rescheduled).extracting(it -> it.ticketId() + " " + it.metric()).containsExactlyInAnyOrder("t2 FIRST_RESPONSE",
                "t2 RESOLUTION");
        assertThat(rescheduled).filteredOn(it -> it.metric().equals("RESOLUTION")).singleElement().satisfies(it -> {
            assertThat(it.from()).isEqualTo(at("2026-07-21T15:00-03:00"));
            assertThat(it.to()).isEqualTo(at("2026-07-21T01:00-03:00"));
            assertThat(it.term()).isEqualTo("COVER");
        });
    }

    @Test
    void plan_change_of_the_contract_applies_to_open_tickets_once() {
        engine.publish("amparo.tickets", opened("t1"));
        engine.advanceTo(at("2026-07-20T17:00-03:00"));
        engine.drainEvents();

        engine.publish("amparo.customers", contract("full", null));
        engine.advance(Duration.ofSeconds(1));
        var ids = engine.drainEvents().stream().map(Event::id).toList();

        assertThat(ids).contains("t1/TICKET/1/started-" + at("2026-07-20T17:00-03:00").toEpochMilli())
                .anyMatch(id -> id.startsWith("t1/TICKET/1/terms-"));

        engine.restartAfter(Duration.ofMinutes(1));
        engine.publishPolicies("a", "z", "full");
        engine.advance(Duration.ofSeconds(30));
        assertThat(engine.drainEvents()).isEmpty();
    }

    /** Entitlement publishes the terms of the next period at its first day; its ticker runs after midnight. */
    @Test
    void plan_of_the_next_period_applies_from_its_first_day_on() {
        engine.publish("amparo.tickets", opened("t1"));
        var boundary = at("2026-07-21T00:00-03:00");
        engine.advanceTo(boundary.plusSeconds(40));
        engine.drainEvents();

        engine.publish("amparo.customers", contract("full", null, boundary));
        engine.publish("amparo.customers", contract("full", null, boundary));
        engine.advance(Duration.ofSeconds(1));

        var terms = engine.drainEvents().stream().map(Event::data).filter(SlaTermsChanged.class::isInstance)
                .map(SlaTermsChanged.class::cast).flatMap(changed -> changed.terms().stream()).toList();
        assertThat(terms).filteredOn(term -> term.term().equals("PLAN")).singleElement()
                .satisfies(term -> assertThat(term.since()).isEqualTo(boundary));
    }

    @Test
    void events_after_a_contract_change_name_it_as_their_cause() {
        engine.publish("open", "opening", "amparo.tickets", opened("t1"));
        engine.advanceTo(at("2026-07-20T17:00-03:00"));
        assertThat(engine.drainEvents()).extracting(Event::causation).containsOnly("/amparo/elsewhere#open");

        engine.publish("change", "renewal", "amparo.customers", contract("full", null));
        engine.advance(Duration.ofDays(3));

        assertThat(engine.drainEvents()).isNotEmpty().allSatisfy(event -> {
            assertThat(event.causation()).as(event.id()).isEqualTo("/amparo/elsewhere#change");
            assertThat(event.correlation()).as(event.id()).isEqualTo("renewal");
        }).extracting(Event::type).contains("io.amparo.sla.SlaRescheduled.v1", "io.amparo.sla.SlaBreached.v1");
    }

    @Test
    void late_ticket_starts_with_the_terms_at_its_opening() {
        var late = opened("t1");
        engine.advanceTo(OPENED.plusSeconds(300));
        engine.publish("amparo.customers", contract("a", null));
        engine.publish("amparo.customers", contract("a", null));

        engine.publish("amparo.tickets", late);
        var events = engine.drainEvents().stream().map(Event::data).toList();
        var assigned = (SlaAssigned) events.stream().filter(SlaAssigned.class::isInstance).findFirst().orElseThrow();

        assertThat(assigned.calendar()).isEqualTo("z");
        assertThat(assigned.assignedAt()).isEqualTo(OPENED);
        var terms = (SlaTermsChanged) events.getFirst();
        assertThat(terms.terms()).filteredOn(term -> term.term().equals("COVER")).extracting(term -> term.since())
                .containsExactly(OPENED, OPENED.plusSeconds(300));

        engine.publish("amparo.customers", contract("full", null));
        engine.advanceTo(OPENED.plusSeconds(600));
        engine.drainEvents();
        engine.publish("amparo.tickets", new TicketOpened("t2", "T-t2", "acme", "Acme", BRUNO, "INCIDENT", "P1", "opmon-8", "8.9",
                "s", OPENED.plusSeconds(299), "EDITION", new SlaDefinition("a", 1, "a", "America/Sao_Paulo", List.of())));

        assertThat(((SlaTermsChanged) engine.drainEvents().stream().map(Event::data).filter(SlaTermsChanged.class::isInstance)
                .findFirst().orElseThrow()).terms()).extracting(term -> term.term() + " " + term.value())
                .contains("PLAN a/1", "PLAN full/1");
    }

    @Test
    void late_ticket_that_waits_for_its_calendar_changes_its_terms_once() {
        var late = opened("t1");
        engine.publish("amparo.sla-policies", ClockFixtures
                .plan("q", List.of(objective("P1", Metric.RESOLUTION, 8, "q")), SlaPlan.Reopening.RESUME, List.of()).event());
        engine.advanceTo(OPENED.plusSeconds(300));
        engine.publish("amparo.customers", contract("q", null));

        engine.publish("amparo.tickets", late);
        engine.advance(Duration.ofSeconds(10));
        var calendar = new PublishedCalendar("q", 1, "q", CalendarFixtures.calendar("A"), Instant.EPOCH);
        engine.publish("amparo.sla-policies", calendar.event());
        engine.advance(Duration.ofSeconds(10));

        var terms = engine.drainEvents().stream().map(Event::data).filter(SlaTermsChanged.class::isInstance)
                .flatMap(it -> ((SlaTermsChanged) it).terms().stream()).filter(term -> term.term().equals("PLAN")).distinct()
                .toList();
        assertThat(terms).extracting(term -> term.value() + " " + term.since()).containsExactly("a/1 " + OPENED,
                "q/1 " + OPENED.plusSeconds(300));
    }

    @Test
    void contract_without_a_date_is_parked_and_its_tickets_are_not() {
        var whole = contract("a", LocalDate.of(2027, 12, 31));
        for (var invalid : List.of(with(whole, new AdvisorPackage("incidente-24x7", null, null, null), engine.now()),
                with(whole, whole.packages().getFirst(), null)))
            engine.publish("amparo.customers", invalid);
        engine.publish("amparo.tickets", opened("t1"));

        assertThat(engine.drainEvents()).extracting(Event::data).last().isInstanceOf(SlaAssigned.class);
        assertThat(engine.read("amparo.tickets.test.dlt")).isEmpty();
        assertThat(engine.read("amparo.customers.test.dlt")).hasSize(2);
    }

    private static ContractChanged with(ContractChanged whole, AdvisorPackage booked, @Nullable Instant changedAt) {
        return new ContractChanged(whole.customerId(), whole.name(), whole.edition(), whole.validFrom(), whole.validTo(),
                whole.slaPlan(), whole.language(), whole.zone(), List.of(), List.of(booked), List.of(), List.of(), List.of(),
                changedAt);
    }

    @Test
    void contract_event_with_unchanged_terms_moves_no_clock() {
        engine.publish("amparo.tickets", opened("t1"));
        engine.drainEvents();

        engine.publish("amparo.customers", contract("a", LocalDate.of(2027, 12, 31)));
        engine.advance(Duration.ofSeconds(1));

        assertThat(engine.drainEvents()).isEmpty();
    }

    @Test
    void ticket_with_a_parked_opening_is_not_indexed() {
        engine.publish("amparo.tickets", new TicketOpened("t9", "T-t9", "acme", "Acme", BRUNO, "INCIDENT", "P1", "opmon-8", "8.9",
                "s", Instant.parse("9999-01-01T00:00:00Z"), "EDITION", null));
        assertThat(engine.read("amparo.tickets.test.dlt")).hasSize(1);

        engine.publish("amparo.customers", contract("z", null));
        engine.advance(Duration.ofSeconds(1));
        engine.publish("amparo.tickets", opened("t1"));

        assertThat(engine.drainEvents()).extracting(Event::id).contains("t1/TICKET/1/assigned");
    }

    @Test
    void paused_clock_is_rescheduled_with_author_and_reason() {
        engine.publish("amparo.customers", contract("a", null));
        engine.publish("amparo.tickets", opened("t1"));
        engine.publish("amparo.tickets", new io.amparo.events.ticket.TicketEvent.StatusChanged("t1", "T-t1", "acme", "OPEN",
                "WAITING_CUSTOMER", "fabio", null, engine.now()));
        engine.advanceTo(at("2026-07-20T17:00-03:00"));
        engine.drainEvents();

        engine.publish("amparo.customers", contract("z", null));
        engine.advance(Duration.ofSeconds(1));
        var rescheduled = engine.drainRescheduled();

        assertThat(rescheduled).extracting(SlaRescheduled::metric).containsExactly("FIRST_RESPONSE", "RESOLUTION");
        assertThat(rescheduled).allSatisfy(it -> {
            assertThat(it.from()).isNull();
            assertThat(it.to()).isNull();
            assertThat(it.by() + " " + it.reason()).isEqualTo("iara Renewed");
        });
    }

    static PublicReplySent reply(Instant at) {
        return new PublicReplySent("t1", "T-t1", "acme", "m1", BRUNO, BRUNO, "s", "b", at);
    }

    private TicketOpened opened(String id) {
        return opened(id, engine.now());
    }

    static TicketOpened opened(String id, Instant at) {
        return new TicketOpened(id, "T-" + id, "acme", "Acme", BRUNO, "INCIDENT", "P1", "opmon-8", "8.9", "Nothing works", at,
                "EDITION", null);
    }

    private ContractChanged contract(String plan, @Nullable LocalDate aroundTheClockUntil) {
        return contract(plan, aroundTheClockUntil, engine.now());
    }

    static ContractChanged contract(String plan, @Nullable LocalDate aroundTheClockUntil, Instant since) {
        var packages = aroundTheClockUntil == null
                ? List.<AdvisorPackage>of()
                : List.of(new AdvisorPackage("incidente-24x7", null, LocalDate.of(2026, 1, 1), aroundTheClockUntil));
        return new ContractChanged("acme", "Acme", "PREMIUM", LocalDate.of(2026, 1, 1), LocalDate.of(2027, 12, 31), plan, "pt-BR",
                "America/Sao_Paulo", List.of(), packages, List.of(), List.of(), List.of(), since, "iara", "Renewed");
    }
}
