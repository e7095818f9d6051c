package io.amparo.sla.engine;

import static io.amparo.sla.clock.ClockFixtures.objective;
import static io.amparo.sla.clock.ClockFixtures.plan;
import static io.amparo.sla.engine.TestZoneRules.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.amparo.events.Event;
import io.amparo.events.customer.CustomerEvent.AdvisorPackage;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.events.sla.SlaEvent;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaRescheduled;
import io.amparo.events.sla.SlaEvent.SlaTermsChanged;
import io.amparo.events.sla.SlaEvent.SlaWarned;
import io.amparo.events.slamigration.SlaMigrationEvent.SlaRescheduleRequested;
import io.amparo.events.ticket.TicketEvent.Person;
import io.amparo.events.ticket.TicketEvent.SlaDefinition;
import io.amparo.events.ticket.TicketEvent.StatusChanged;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.sla.calendar.BusinessCalendar;
import io.amparo.sla.calendar.CalendarRules;
import io.amparo.sla.calendar.PublishedCalendar;
import io.amparo.sla.calendar.TimeOfDay;
import io.amparo.sla.calendar.WorkingWindow;
import io.amparo.sla.calendar.ZoneTable;
import io.amparo.sla.plan.CalendarVersion;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.plan.SlaPlan.PackageCalendar;
import io.amparo.sla.plan.SlaPlan.Reopening;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine after its JVM gets other time zone data while clocks run. */
class TzdataTest {
    /** A Friday, one hour before the calendar closes. Version 1 of the rules sets the clocks forward on Sunday. */
    private static final Instant OPENED = at("2026-10-02T17:00", -3);
    private static final Instant DUE = at("2026-10-05T11:00", -2), DUE_WITHOUT = at("2026-10-05T11:00", -3);
    private static final Person BRUNO = new Person("acme-bruno", "Bruno Lima", "pt-BR");
    @TempDir
    Path state;
    private List<ZoneTable> zoneTables;
    private EngineDriver engine;

    @BeforeEach
    void start() {
        var tzdata = TestZoneRules.withSummerTime();
        zoneTables = List.of(tzdata.table(TestZoneRules.zone()), tzdata.table(ZoneId.of("America/Sao_Paulo")));
        engine = new EngineDriver(state, OPENED.minusSeconds(60), tzdata);
        publishPolicies();
        engine.advanceTo(OPENED);
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private void publishPolicies() {
        engine.publishPolicies("z");
        var week = new WorkingWindow(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), TimeOfDay.parse("08:00"),
                TimeOfDay.parse("18:00"));
        var calendar = new BusinessCalendar(
                new CalendarRules(TestZoneRules.zone(), List.of(week), List.of(), List.of(), List.of()));
        engine.publish("amparo.sla-policies", new PublishedCalendar("r", 1, "r", calendar, Instant.EPOCH).event());
        engine.publish("amparo.sla-policies", plan("r", List.of(objective("P1", Metric.FIRST_RESPONSE, 4, "r")), Reopening.RESUME,
                List.of(new PackageCalendar("incidente-24x7", new CalendarVersion("z", 1)))).event());
    }

    @Test
    void new_tzdata_applies_to_new_tickets_only() {
        open("t1", "r");
        assertThat(((SlaAssigned) drainEvents().getFirst()).clocks()).extracting(SlaEvent.Clock::dueAt, SlaEvent.Clock::tzdata)
                .containsExactly(tuple(DUE, "1"));

        restartWithoutSummerTime();
        startWork("t1");
        engine.advance(Duration.ofHours(1));
        assertThat(drainEvents()).isEmpty();

        open("t2", "r");
        assertThat(((SlaAssigned) drainEvents().getFirst()).clocks()).extracting(SlaEvent.Clock::dueAt, SlaEvent.Clock::tzdata)
                .containsExactly(tuple(at("2026-10-05T12:00", -3), "2"));

        engine.advanceTo(DUE.plusSeconds(1));
        assertThat(breaches()).extracting(it -> it.ticketId() + " " + it.dueAt() + " " + it.tzdata())
                .containsExactly("t1 " + DUE + " 1");
        engine.advanceTo(DUE.plus(Duration.ofDays(1)));
        assertThat(breaches()).extracting(SlaBreached::ticketId).containsExactly("t2");
    }

    @Test
    void migration_reschedules_each_clock_once_and_breaches_at_the_new_instant() {
        open("t1", "r");
        open("t2", "z");
        restartWithoutSummerTime();
        engine.drainEvents();

        for (var ticket : List.of("t1", "t2", "t1"))
            engine.publish("amparo.sla-migrations", switchRequest("m", ticket, "1", "2"));
        engine.advance(Duration.ofSeconds(30));
        var events = drainEvents();

        assertThat(events).hasExactlyElementsOfTypes(SlaTermsChanged.class, SlaRescheduled.class, SlaTermsChanged.class);
        assertThat((SlaRescheduled) events.get(1)).returns(DUE, SlaRescheduled::from).returns(DUE_WITHOUT, SlaRescheduled::to)
                .returns("FIRST_RESPONSE", SlaRescheduled::metric).returns("TZDATA", SlaRescheduled::term)
                .returns("2", SlaRescheduled::value).returns("user-GISELE", SlaRescheduled::by)
                .returns("The decree of September", SlaRescheduled::reason)
                .returns(engine.now().minusSeconds(30), SlaRescheduled::rescheduledAt).returns("2", SlaRescheduled::tzdata)
                .returns("RUNNING", SlaRescheduled::state).returns(List.of(), SlaRescheduled::withdrawn);

        engine.advanceTo(DUE.plusSeconds(60));
        assertThat(breaches()).extracting(SlaBreached::ticketId).doesNotContain("t1");
        engine.advanceTo(DUE_WITHOUT.plus(Duration.ofDays(1)));
        assertThat(breaches()).extracting(it -> it.dueAt() + " " + it.tzdata()).containsExactly(DUE_WITHOUT + " 2");
    }

    @Test
    void undo_restores_the_promised_due_instant() {
        open("t1", "r");
        restartWithoutSummerTime();
        engine.publish("amparo.sla-migrations", switchRequest("m", "t1", "1", "2"));
        engine.advance(Duration.ofHours(1));
        engine.drainEvents();

        engine.publish("amparo.sla-migrations", switchRequest("u", "t1", "2", "1"));

        assertThat(drainEvents()).last().isInstanceOfSatisfying(SlaRescheduled.class,
                it -> assertThat(List.of(it.from(), it.to(), it.tzdata())).containsExactly(DUE_WITHOUT, DUE, "1"));
    }

    @Test
    void earlier_breach_remains_and_is_not_emitted_twice() {
        open("t1", "r");
        engine.advanceTo(DUE.plusSeconds(1));
        assertThat(breaches()).hasSize(1);

        restartWithoutSummerTime();
        engine.publish("amparo.sla-migrations", switchRequest("m", "t1", "1", "2"));
        engine.advance(Duration.ofDays(2));

        assertThat(drainEvents()).hasExactlyElementsOfTypes(SlaTermsChanged.class);
    }

    @Test
    void ticket_with_missing_tzdata_waits_and_uses_no_other_version() {
        open("t1", "r");
        engine.drainEvents();
        engine.restartAfter(Duration.ofMinutes(1), TestZoneRules.withoutSummerTime());
        publishPolicies();

        engine.advanceTo(DUE_WITHOUT.plusSeconds(10));
        assertThat(drainEvents()).isEmpty();

        zoneTables.forEach(table -> engine.publish("amparo.sla-policies", table.event()));
        engine.advance(Duration.ofSeconds(3));
        assertThat(breaches()).extracting(SlaBreached::dueAt).containsExactly(DUE);
    }

    @Test
    void days_of_a_package_follow_the_tzdata_of_the_ticket() {
        engine.publish("amparo.customers", contract(null));
        engine.publish("amparo.customers", contract(LocalDate.of(2026, 10, 10)));
        open("t1", "r");
        restartWithoutSummerTime();
        engine.drainEvents();

        startWork("t1");
        engine.advance(Duration.ofSeconds(30));
        assertThat(drainEvents()).isEmpty();

        engine.publish("amparo.sla-migrations", switchRequest("m", "t1", "1", "2"));
        assertThat(((SlaTermsChanged) drainEvents().getFirst()).terms())
                .extracting(it -> it.cause() + " " + it.term() + " " + it.value()).containsExactly("migration/m TZDATA 2",
                        "migration/m COVER incidente-24x7 " + at("2026-01-01T00:00", -3) + " " + at("2026-10-11T00:00", -3));
    }

    private void restartWithoutSummerTime() {
        engine.restartAfter(Duration.ofMinutes(1), TestZoneRules.withoutSummerTime());
        zoneTables.forEach(table -> engine.publish("amparo.sla-policies", table.event()));
        publishPolicies();
        engine.advance(Duration.ofSeconds(2));
    }

    private List<SlaEvent> drainEvents() {
        return engine.drainEvents().stream().map(Event::data).map(SlaEvent.class::cast).filter(it -> !(it instanceof SlaWarned))
                .toList();
    }

    private List<SlaBreached> breaches() {
        return drainEvents().stream().filter(SlaBreached.class::isInstance).map(SlaBreached.class::cast)
                .filter(it -> it.metric().equals("FIRST_RESPONSE") && it.plan().equals("r")).toList();
    }

    private SlaRescheduleRequested switchRequest(String migration, String ticket, String from, String to) {
        return new SlaRescheduleRequested(migration, ticket, "acme", "TZDATA", from, to, "user-GISELE", "The decree of September",
                engine.now());
    }

    private void startWork(String id) {
        engine.publish("amparo.tickets",
                new StatusChanged(id, "T-" + id, "acme", "OPEN", "IN_PROGRESS", "fabio", null, engine.now()));
    }

    private void open(String id, String plan) {
        engine.publish("amparo.tickets", new TicketOpened(id, "T-" + id, "acme", "Acme", BRUNO, "INCIDENT", "P1", "opmon-9",
                "9.2", "s", engine.now(), "EDITION", new SlaDefinition(plan, 1, plan, TestZoneRules.NAME, List.of())));
    }

    private ContractChanged contract(@Nullable LocalDate aroundTheClockUntil) {
        var packages = aroundTheClockUntil == null
                ? List.<AdvisorPackage>of()
                : List.of(new AdvisorPackage("incidente-24x7", null, LocalDate.of(2026, 1, 1), aroundTheClockUntil));
        return new ContractChanged("acme", "Acme", "PREMIUM", LocalDate.of(2026, 1, 1), LocalDate.of(2027, 12, 31), "r", "pt-BR",
                TestZoneRules.NAME, List.of(), packages, List.of(), List.of(), List.of(), OPENED.minusSeconds(1));
    }
}
