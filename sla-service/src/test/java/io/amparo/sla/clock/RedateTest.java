package io.amparo.sla.clock;

import static io.amparo.sla.clock.ClockFixtures.at;
import static io.amparo.sla.clock.ClockFixtures.objective;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.Event;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaRedated;
import io.amparo.events.sla.SlaEvent.SlaTermsChanged;
import io.amparo.events.slamigration.SlaMigrationEvent.RedateRequested;
import io.amparo.events.ticket.TicketEvent.Person;
import io.amparo.events.ticket.TicketEvent.SlaDefinition;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.sla.calendar.CalendarFixtures;
import io.amparo.sla.calendar.PublishedCalendar;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.plan.SlaPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine while migrations switch the policies of open tickets. */
class RedateTest {
    private static final Instant OPENED = at("2026-07-20T17:00-03:00");
    private static final Person BRUNO = new Person("bruno@acme.example", "Bruno Lima", "pt-BR");

    @TempDir
    Path state;
    private EngineDriver engine;

    @BeforeEach
    void start() {
        engine = new EngineDriver(state, OPENED.minusSeconds(60));
        engine.publishes("a", "z");
        engine.says("amparo.sla-policies",
                new PublishedCalendar("a", 2, "a", CalendarFixtures.calendar("Z"), Instant.EPOCH).event());
        engine.says("amparo.sla-policies",
                new SlaPlan("z", 2, "z",
                        List.of(objective("P1", Metric.FIRST_RESPONSE, 8, "z"), objective("P1", Metric.RESOLUTION, 6, "z")),
                        SlaPlan.Reopening.RESUME, List.of(), null, Instant.EPOCH).event());
        engine.until(OPENED);
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void a_new_version_of_the_plan_redates_each_clock_once_however_often_it_is_asked_for_and_an_undo_puts_it_back() {
        open("z");
        engine.until(OPENED.plus(Duration.ofHours(2)));
        engine.told();
        var wish = wish("m1", "PLAN", "z/1", "z/2");
        engine.says("amparo.sla-migrations", wish);
        engine.says("amparo.sla-migrations", wish);
        engine.passes(Duration.ofSeconds(30));
        var told = engine.told().stream().map(Event::data).toList();
        assertThat(told).hasExactlyElementsOfTypes(SlaTermsChanged.class, SlaRedated.class, SlaRedated.class);
        assertThat(((SlaTermsChanged) told.getFirst()).terms()).singleElement()
                .satisfies(term -> assertThat(term.cause() + " " + term.value() + " " + term.by())
                        .isEqualTo("migration/m1 z/2 gisele@opservices.example"));
        assertThat(told.stream().skip(1).map(SlaRedated.class::cast))
                .extracting(it -> it.metric() + " " + it.from() + " " + it.to() + " " + it.cause() + " " + it.reason())
                .containsExactlyInAnyOrder("FIRST_RESPONSE 2026-07-21T00:00:00Z 2026-07-21T04:00:00Z PLAN Better hours",
                        "RESOLUTION 2026-07-21T04:00:00Z 2026-07-21T02:00:00Z PLAN Better hours");
        engine.says("amparo.sla-migrations", wish("m2", "PLAN", "z/2", "z/1"));
        assertThat(redated()).extracting(it -> it.metric() + " " + it.to())
                .containsExactlyInAnyOrder("FIRST_RESPONSE 2026-07-21T00:00:00Z", "RESOLUTION 2026-07-21T04:00:00Z");
        engine.until(at("2026-07-21T00:00:01Z"));
        assertThat(engine.told()).extracting(Event::data).filteredOn(SlaBreached.class::isInstance).hasSize(1);
    }

    @Test
    void nobody_waits_for_what_a_migration_moves_as_for_what_a_ticket_says_or_what_falls_due() {
        double before = commits();
        open("z");
        engine.passes(Duration.ofSeconds(1));
        assertThat(commits() - before).as("commits for the assignment").isEqualTo(1);
        engine.told();
        engine.says("amparo.sla-migrations", wish("m1", "PLAN", "z/1", "z/2"));
        engine.passes(Duration.ofSeconds(1));
        assertThat(redated()).hasSize(2);
        assertThat(commits() - before).as("commits after the migration").isEqualTo(1);
        engine.until(at("2026-07-21T02:00:01Z"));
        assertThat(engine.told()).extracting(Event::data).anyMatch(SlaBreached.class::isInstance);
        assertThat(commits() - before).as("commits after the due edges").isGreaterThan(1);
    }

    private double commits() {
        return engine.count("amparo.sla.commits");
    }

    @Test
    void a_ticket_that_counts_by_something_else_by_now_is_passed_over_and_says_so() {
        open("z");
        engine.told();
        engine.says("amparo.sla-migrations", wish("m1", "PLAN", "z/7", "z/2"));
        assertThat(engine.told()).extracting(Event::data).singleElement().isInstanceOfSatisfying(SlaTermsChanged.class,
                it -> assertThat(it.terms().getFirst().what()).isEqualTo("PASSED_OVER"));
        engine.says("amparo.sla-migrations", wish("m1", "PLAN", "z/1", "z/2"));
        assertThat(engine.told()).isEmpty();
    }

    @Test
    void a_new_version_of_a_calendar_counts_from_then_on_and_leaves_the_time_before_to_the_old_one() {
        open("a");
        engine.until(at("2026-07-20T18:30-03:00")); // one hour is consumed, and the old calendar is closed
        engine.told();
        engine.says("amparo.sla-migrations", wish("m1", "CALENDAR", "a/0", "a/2"));
        assertThat(redated()).filteredOn(it -> it.metric().equals("FIRST_RESPONSE")).singleElement().satisfies(it -> {
            assertThat(it.from()).isEqualTo(at("2026-07-21T11:00-03:00"));
            assertThat(it.to()).isEqualTo(at("2026-07-20T21:30-03:00"));
            assertThat(it.cause()).isEqualTo("CALENDAR");
        });
        engine.until(at("2026-07-20T19:30-03:00"));
        engine.told();
        engine.says("amparo.sla-migrations", wish("m2", "CALENDAR", "a/2", "a/0"));
        assertThat(redated()).filteredOn(it -> it.metric().equals("FIRST_RESPONSE")).singleElement()
                .satisfies(it -> assertThat(it.to()).isEqualTo(at("2026-07-21T10:00-03:00")));
    }

    private List<SlaRedated> redated() {
        return engine.told().stream().map(Event::data).filter(SlaRedated.class::isInstance).map(SlaRedated.class::cast).toList();
    }

    private RedateRequested wish(String migration, String what, String from, String to) {
        return new RedateRequested(migration, "t1", "acme", what, from, to, "gisele@opservices.example", "Better hours",
                engine.now());
    }

    private void open(String plan) {
        engine.says("amparo.tickets", new TicketOpened("t1", "T-t1", "acme", "Acme", BRUNO, "INCIDENT", "P1", "opmon-9", "9.2",
                "s", engine.now(), "EDITION", new SlaDefinition(plan, 1, plan, "UTC", List.of())));
    }
}
