package io.amparo.sla.engine;

import static io.amparo.sla.clock.ClockFixtures.at;
import static io.amparo.sla.clock.ClockFixtures.objective;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.Event;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaRescheduled;
import io.amparo.events.sla.SlaEvent.SlaTermsChanged;
import io.amparo.events.slamigration.SlaMigrationEvent.SlaRescheduleRequested;
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
class PolicySwitchTest {
    private static final Instant OPENED = at("2026-07-20T17:00-03:00");
    private static final Person BRUNO = new Person("acme-bruno", "Bruno Lima", "pt-BR");

    @TempDir
    Path state;
    private EngineDriver engine;

    @BeforeEach
    void start() {
        engine = new EngineDriver(state, OPENED.minusSeconds(60));
        engine.publishPolicies("a", "z");
        engine.publish("amparo.sla-policies",
                new PublishedCalendar("a", 2, "a", CalendarFixtures.calendar("Z"), Instant.EPOCH).event());
        engine.publish("amparo.sla-policies",
                new SlaPlan("z", 2, "z",
                        List.of(objective("P1", Metric.FIRST_RESPONSE, 8, "z"), objective("P1", Metric.RESOLUTION, 6, "z")),
                        SlaPlan.Reopening.RESUME, List.of(), null, Instant.EPOCH).event());
        engine.advanceTo(OPENED);
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void new_plan_version_reschedules_each_clock_once_and_an_undo_reverts_it() {
        open("z");
        engine.advanceTo(OPENED.plus(Duration.ofHours(2)));
        engine.drainEvents();
        var request = switchRequest("m1", "PLAN", "z/1", "z/2");

        engine.publish("amparo.sla-migrations", request);
        engine.publish("amparo.sla-migrations", request);
        engine.advance(Duration.ofSeconds(30));
        var events = engine.drainEvents().stream().map(Event::data).toList();

        assertThat(events).hasExactlyElementsOfTypes(SlaTermsChanged.class, SlaRescheduled.class, SlaRescheduled.class);
        assertThat(((SlaTermsChanged) events.getFirst()).terms()).singleElement()
                .satisfies(term -> assertThat(term.cause() + " " + term.value() + " " + term.by())
                        .isEqualTo("migration/m1 z/2 user-GISELE"));
        assertThat(events.stream().skip(1).map(SlaRescheduled.class::cast))
                .extracting(it -> it.metric() + " " + it.from() + " " + it.to() + " " + it.term() + " " + it.reason())
                .containsExactlyInAnyOrder("FIRST_RESPONSE 2026-07-21T00:00:00Z 2026-07-21T04:00:00Z PLAN Better hours",
                        "RESOLUTION 2026-07-21T04:00:00Z 2026-07-21T02:00:00Z PLAN Better hours");

        engine.publish("amparo.sla-migrations", switchRequest("m2", "PLAN", "z/2", "z/1"));
        assertThat(drainRescheduled()).extracting(it -> it.metric() + " " + it.to())
                .containsExactlyInAnyOrder("FIRST_RESPONSE 2026-07-21T00:00:00Z", "RESOLUTION 2026-07-21T04:00:00Z");

        engine.advanceTo(at("2026-07-21T00:00:01Z"));
        assertThat(engine.drainEvents()).extracting(Event::data).filteredOn(SlaBreached.class::isInstance).hasSize(1);
    }

    @Test
    void migration_requests_no_commit_but_ticket_events_and_due_edges_do() {
        double before = commitCount();
        open("z");
        engine.advance(Duration.ofSeconds(1));
        assertThat(commitCount() - before).as("commits for the assignment").isEqualTo(1);
        engine.drainEvents();

        engine.publish("amparo.sla-migrations", switchRequest("m1", "PLAN", "z/1", "z/2"));
        engine.advance(Duration.ofSeconds(1));
        assertThat(drainRescheduled()).hasSize(2);
        assertThat(commitCount() - before).as("commits after the migration").isEqualTo(1);

        engine.advanceTo(at("2026-07-21T02:00:01Z"));
        assertThat(engine.drainEvents()).extracting(Event::data).anyMatch(SlaBreached.class::isInstance);
        assertThat(commitCount() - before).as("commits after the due edges").isGreaterThan(1);
    }

    private double commitCount() {
        return engine.count("amparo.sla.commits");
    }

    @Test
    void ticket_with_another_policy_in_force_is_skipped_and_reports_it() {
        open("z");
        engine.drainEvents();

        engine.publish("amparo.sla-migrations", switchRequest("m1", "PLAN", "z/7", "z/2"));
        assertThat(engine.drainEvents()).extracting(Event::data).singleElement().isInstanceOfSatisfying(SlaTermsChanged.class,
                it -> assertThat(it.terms().getFirst().term()).isEqualTo("SKIPPED"));

        engine.publish("amparo.sla-migrations", switchRequest("m1", "PLAN", "z/1", "z/2"));
        assertThat(engine.drainEvents()).isEmpty();
    }

    @Test
    void new_calendar_version_counts_only_from_the_switch_on() {
        open("a");
        engine.advanceTo(at("2026-07-20T18:30-03:00")); // one hour is consumed, and the old calendar is closed
        engine.drainEvents();

        engine.publish("amparo.sla-migrations", switchRequest("m1", "CALENDAR", "a/0", "a/2"));
        assertThat(drainRescheduled()).filteredOn(it -> it.metric().equals("FIRST_RESPONSE")).singleElement().satisfies(it -> {
            assertThat(it.from()).isEqualTo(at("2026-07-21T11:00-03:00"));
            assertThat(it.to()).isEqualTo(at("2026-07-20T21:30-03:00"));
            assertThat(it.term()).isEqualTo("CALENDAR");
        });

        engine.advanceTo(at("2026-07-20T19:30-03:00"));
        engine.drainEvents();
        engine.publish("amparo.sla-migrations", switchRequest("m2", "CALENDAR", "a/2", "a/0"));
        assertThat(drainRescheduled()).filteredOn(it -> it.metric().equals("FIRST_RESPONSE")).singleElement()
                .satisfies(it -> assertThat(it.to()).isEqualTo(at("2026-07-21T10:00-03:00")));
    }

    private List<SlaRescheduled> drainRescheduled() {
        return engine.drainEvents().stream().map(Event::data).filter(SlaRescheduled.class::isInstance)
                .map(SlaRescheduled.class::cast).toList();
    }

    private SlaRescheduleRequested switchRequest(String migration, String what, String from, String to) {
        return new SlaRescheduleRequested(migration, "t1", "acme", what, from, to, "user-GISELE", "Better hours", engine.now());
    }

    private void open(String plan) {
        engine.publish("amparo.tickets", new TicketOpened("t1", "T-t1", "acme", "Acme", BRUNO, "INCIDENT", "P1", "opmon-9", "9.2",
                "s", engine.now(), "EDITION", new SlaDefinition(plan, 1, plan, "UTC", List.of())));
    }
}
