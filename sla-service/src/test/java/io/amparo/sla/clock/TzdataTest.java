package io.amparo.sla.clock;

import static io.amparo.sla.clock.ClockFixtures.objective;
import static io.amparo.sla.clock.ClockFixtures.plan;
import static io.amparo.sla.clock.Republic.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.amparo.events.Event;
import io.amparo.events.customer.CustomerEvent.AdvisorPackage;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.events.sla.SlaEvent;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaRedated;
import io.amparo.events.sla.SlaEvent.SlaTermsChanged;
import io.amparo.events.sla.SlaEvent.SlaWarned;
import io.amparo.events.slamigration.SlaMigrationEvent.RedateRequested;
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
import io.amparo.sla.plan.Metric;
import io.amparo.sla.plan.Objective.CalendarVersion;
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
    private static final Person BRUNO = new Person("bruno@acme.example", "Bruno Lima", "pt-BR");
    @TempDir
    Path state;
    private List<ZoneTable> kept;
    private EngineDriver engine;

    @BeforeEach
    void start() {
        var tzdata = Republic.withSummerTime();
        kept = List.of(tzdata.table(Republic.zone()), tzdata.table(ZoneId.of("America/Sao_Paulo")));
        engine = new EngineDriver(state, OPENED.minusSeconds(60), tzdata);
        sayPolicies();
        engine.until(OPENED);
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private void sayPolicies() {
        engine.publishes("z");
        var week = new WorkingWindow(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), TimeOfDay.parse("08:00"),
                TimeOfDay.parse("18:00"));
        var calendar = new BusinessCalendar(new CalendarRules(Republic.zone(), List.of(week), List.of(), List.of(), List.of()));
        engine.says("amparo.sla-policies", new PublishedCalendar("r", 1, "r", calendar, Instant.EPOCH).event());
        engine.says("amparo.sla-policies", plan("r", List.of(objective("P1", Metric.FIRST_RESPONSE, 4, "r")), Reopening.RESUME,
                List.of(new PackageCalendar("incidente-24x7", new CalendarVersion("z", 1)))).event());
    }

    @Test
    void nothing_moves_by_itself_and_what_is_opened_from_then_on_counts_by_the_new_data() {
        open("t1", "r");
        assertThat(((SlaAssigned) told().getFirst()).clocks()).extracting(SlaEvent.Clock::dueAt, SlaEvent.Clock::tzdata)
                .containsExactly(tuple(DUE, "1"));
        comesBackWithoutSummerTime();
        takes("t1");
        engine.passes(Duration.ofHours(1));
        assertThat(told()).isEmpty();
        open("t2", "r");
        assertThat(((SlaAssigned) told().getFirst()).clocks()).extracting(SlaEvent.Clock::dueAt, SlaEvent.Clock::tzdata)
                .containsExactly(tuple(at("2026-10-05T12:00", -3), "2"));
        engine.until(DUE.plusSeconds(1));
        assertThat(breaches()).extracting(it -> it.ticketId() + " " + it.dueAt() + " " + it.tzdata())
                .containsExactly("t1 " + DUE + " 1");
        engine.until(DUE.plus(Duration.ofDays(1)));
        assertThat(breaches()).extracting(SlaBreached::ticketId).containsExactly("t2");
    }

    @Test
    void a_migration_tells_of_each_clock_that_moves_once_and_of_its_breach_at_the_new_instant_alone() {
        open("t1", "r");
        open("t2", "z");
        comesBackWithoutSummerTime();
        engine.told();
        for (var ticket : List.of("t1", "t2", "t1")) engine.says("amparo.sla-migrations", wish("m", ticket, "1", "2"));
        engine.passes(Duration.ofSeconds(30));
        var told = told();
        assertThat(told).hasExactlyElementsOfTypes(SlaTermsChanged.class, SlaRedated.class, SlaTermsChanged.class);
        assertThat((SlaRedated) told.get(1))
                .isEqualTo(new SlaRedated("t1", "T-t1", "acme", "FIRST_RESPONSE", 1, DUE, DUE_WITHOUT, "TZDATA 2",
                        engine.now().minusSeconds(30), "TZDATA", "gisele@opservices.example", "The decree of September", "2"));
        engine.until(DUE.plusSeconds(60));
        assertThat(breaches()).extracting(SlaBreached::ticketId).doesNotContain("t1");
        engine.until(DUE_WITHOUT.plus(Duration.ofDays(1)));
        assertThat(breaches()).extracting(it -> it.dueAt() + " " + it.tzdata()).containsExactly(DUE_WITHOUT + " 2");
    }

    @Test
    void an_undo_puts_the_clock_back_to_the_instant_that_was_promised() {
        open("t1", "r");
        comesBackWithoutSummerTime();
        engine.says("amparo.sla-migrations", wish("m", "t1", "1", "2"));
        engine.passes(Duration.ofHours(1));
        engine.told();
        engine.says("amparo.sla-migrations", wish("u", "t1", "2", "1"));
        assertThat(told()).last().isInstanceOfSatisfying(SlaRedated.class,
                it -> assertThat(List.of(it.from(), it.to(), it.tzdata())).containsExactly(DUE_WITHOUT, DUE, "1"));
    }

    @Test
    void what_was_broken_before_stays_broken_and_is_not_told_again() {
        open("t1", "r");
        engine.until(DUE.plusSeconds(1));
        assertThat(breaches()).hasSize(1);
        comesBackWithoutSummerTime();
        engine.says("amparo.sla-migrations", wish("m", "t1", "1", "2"));
        engine.passes(Duration.ofDays(2));
        assertThat(told()).hasExactlyElementsOfTypes(SlaTermsChanged.class);
    }

    @Test
    void a_ticket_whose_time_zone_data_nobody_kept_waits_for_it_and_is_not_dated_by_another() {
        open("t1", "r");
        engine.told();
        engine.isDown(Duration.ofMinutes(1), Republic.withoutSummerTime());
        sayPolicies();
        engine.until(DUE_WITHOUT.plusSeconds(10));
        assertThat(told()).isEmpty();
        kept.forEach(table -> engine.says("amparo.sla-policies", table.event()));
        engine.passes(Duration.ofSeconds(3));
        assertThat(breaches()).extracting(SlaBreached::dueAt).containsExactly(DUE);
    }

    @Test
    void the_days_of_a_package_are_days_by_the_time_zone_data_of_the_ticket() {
        engine.says("amparo.customers", contract(null));
        engine.says("amparo.customers", contract(LocalDate.of(2026, 10, 10)));
        open("t1", "r");
        comesBackWithoutSummerTime();
        engine.told();
        takes("t1");
        engine.passes(Duration.ofSeconds(30));
        assertThat(told()).isEmpty();
        engine.says("amparo.sla-migrations", wish("m", "t1", "1", "2"));
        assertThat(((SlaTermsChanged) told().getFirst()).terms())
                .extracting(it -> it.cause() + " " + it.what() + " " + it.value()).containsExactly("migration/m TZDATA 2",
                        "migration/m COVER incidente-24x7 " + at("2026-01-01T00:00", -3) + " " + at("2026-10-11T00:00", -3));
    }

    private void comesBackWithoutSummerTime() {
        engine.isDown(Duration.ofMinutes(1), Republic.withoutSummerTime());
        kept.forEach(table -> engine.says("amparo.sla-policies", table.event()));
        sayPolicies();
        engine.passes(Duration.ofSeconds(2));
    }

    private List<SlaEvent> told() {
        return engine.told().stream().map(Event::data).map(SlaEvent.class::cast).filter(it -> !(it instanceof SlaWarned))
                .toList();
    }

    private List<SlaBreached> breaches() {
        return told().stream().filter(SlaBreached.class::isInstance).map(SlaBreached.class::cast)
                .filter(it -> it.metric().equals("FIRST_RESPONSE") && it.plan().equals("r")).toList();
    }

    private RedateRequested wish(String migration, String ticket, String from, String to) {
        return new RedateRequested(migration, ticket, "acme", "TZDATA", from, to, "gisele@opservices.example",
                "The decree of September", engine.now());
    }

    private void takes(String id) {
        engine.says("amparo.tickets",
                new StatusChanged(id, "T-" + id, "acme", "OPEN", "IN_PROGRESS", "fabio", null, engine.now()));
    }

    private void open(String id, String plan) {
        engine.says("amparo.tickets", new TicketOpened(id, "T-" + id, "acme", "Acme", BRUNO, "INCIDENT", "P1", "opmon-9", "9.2",
                "s", engine.now(), "EDITION", new SlaDefinition(plan, 1, plan, Republic.NAME, List.of())));
    }

    private ContractChanged contract(@Nullable LocalDate aroundTheClockUntil) {
        var packages = aroundTheClockUntil == null
                ? List.<AdvisorPackage>of()
                : List.of(new AdvisorPackage("incidente-24x7", null, LocalDate.of(2026, 1, 1), aroundTheClockUntil));
        return new ContractChanged("acme", "Acme", "PREMIUM", LocalDate.of(2026, 1, 1), LocalDate.of(2027, 12, 31), "r", "pt-BR",
                Republic.NAME, List.of(), packages, List.of(), List.of(), List.of(), OPENED.minusSeconds(1));
    }
}
