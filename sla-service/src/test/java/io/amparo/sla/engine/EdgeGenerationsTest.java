package io.amparo.sla.engine;

import static io.amparo.sla.clock.ClockFixtures.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.Event;
import io.amparo.events.sla.SlaEvent.AnnouncedRung;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaRescheduled;
import io.amparo.events.sla.SlaEvent.SlaWarned;
import io.amparo.events.ticket.TicketEvent.PublicReplySent;
import io.amparo.sla.clock.ClockFixtures;
import io.amparo.sla.plan.CalendarVersion;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.plan.Objective;
import io.amparo.sla.plan.Objective.Rung;
import io.amparo.sla.plan.SlaPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine while a rung is reached, withdrawn by a rescheduling, and reached once more. */
class EdgeGenerationsTest {
    private static final Instant OPENED = at("2026-07-20T10:00Z");

    @TempDir
    Path state;
    private EngineDriver engine;

    @BeforeEach
    void start() {
        engine = new EngineDriver(state, OPENED.minusSeconds(60));
        publishPolicies();
        changePlan("premium-24x7");
        engine.advanceTo(OPENED);
        engine.publish("amparo.tickets", TermChangesTest.opened("t1", OPENED));
    }

    private void publishPolicies() {
        engine.publishPolicies("z");
        engine.publish("amparo.sla-policies", plan("premium-24x7", Duration.ofHours(1), Duration.ofHours(8)).event());
        engine.publish("amparo.sla-policies", plan("demo-seconds", Duration.ofSeconds(20), Duration.ofSeconds(40)).event());
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private static SlaPlan plan(String id, Duration firstResponse, Duration resolution) {
        return ClockFixtures.plan(id,
                List.of(objective(Metric.FIRST_RESPONSE, firstResponse), objective(Metric.RESOLUTION, resolution)),
                SlaPlan.Reopening.RESUME, List.of());
    }

    private static Objective objective(Metric metric, Duration budget) {
        return new Objective("INCIDENT", "P1", metric, budget, new CalendarVersion("z", 1), Set.of("WAITING_CUSTOMER"), null,
                List.of(new Rung(50, List.of("agent")), new Rung(75, List.of("agent")), new Rung(100, List.of("manager"))));
    }

    private void changePlan(String plan) {
        engine.publish("amparo.customers", TermChangesTest.contract(plan, null, engine.now()));
        engine.advance(Duration.ofMillis(100));
    }

    private List<String> rungIds(List<Event> events) {
        return events.stream().map(Event::id).filter(id -> id.contains("/warned-") || id.contains("/breached")).toList();
    }

    private static <E> List<E> ofType(List<Event> events, Class<E> type) {
        return events.stream().map(Event::data).filter(type::isInstance).map(type::cast).toList();
    }

    @Test
    void breach_after_a_rescheduling_is_the_second_generation() {
        engine.advanceTo(OPENED.plusSeconds(60));
        changePlan("demo-seconds");
        assertThat(rungIds(engine.drainEvents())).contains("t1/FIRST_RESPONSE/1/breached", "t1/FIRST_RESPONSE/1/warned-50",
                "t1/RESOLUTION/1/breached");

        changePlan("premium-24x7");
        var rescheduled = ofType(engine.drainEvents(), SlaRescheduled.class).getFirst();
        assertThat(rescheduled.metric()).isEqualTo("FIRST_RESPONSE");
        assertThat(rescheduled.withdrawn()).containsExactly(50, 75, 100);
        assertThat(rescheduled.withdrawnRecipients()).containsExactly("manager");
        assertThat(rescheduled.state() + " " + rescheduled.plan() + " " + rescheduled.budget())
                .isEqualTo("RUNNING premium-24x7 PT1H");
        assertThat(rescheduled.to()).isEqualTo(OPENED.plusSeconds(3600));
        double breaches = breaches();

        engine.advanceTo(OPENED.plusSeconds(3601));
        var later = engine.drainEvents();
        assertThat(rungIds(later)).containsExactly("t1/FIRST_RESPONSE/1/warned-50/2", "t1/FIRST_RESPONSE/1/warned-75/2",
                "t1/FIRST_RESPONSE/1/breached/2");
        assertThat(ofType(later, SlaBreached.class)).singleElement()
                .satisfies(breach -> assertThat(breach.dueAt()).isEqualTo(OPENED.plusSeconds(3600)));
        assertThat(breaches() - breaches).isEqualTo(1);
    }

    private double breaches() {
        return engine.count("amparo.sla.events.emitted", "type", "BREACHED");
    }

    @Test
    void restart_emits_no_generation_twice() {
        engine.advanceTo(OPENED.plusSeconds(60));
        changePlan("demo-seconds");
        changePlan("premium-24x7");
        engine.drainEvents();

        engine.restartAfter(Duration.ofHours(2));
        publishPolicies();
        engine.advance(Duration.ofSeconds(30));
        assertThat(rungIds(engine.drainEvents())).contains("t1/FIRST_RESPONSE/1/breached/2").doesNotHaveDuplicates();

        engine.restartAfter(Duration.ofMinutes(1));
        publishPolicies();
        engine.advance(Duration.ofSeconds(30));
        assertThat(rungIds(engine.drainEvents())).isEmpty();
    }

    @Test
    void reply_that_arrives_after_the_breach_it_prevents_withdraws_it() {
        engine.advanceTo(OPENED.plusSeconds(3601));
        engine.drainEvents();

        engine.publish("amparo.tickets", new PublicReplySent("t1", "T-t1", "acme", "m1", SlaTopologyTest.BRUNO,
                SlaTopologyTest.BRUNO, "s", "b", OPENED.plusSeconds(3000)));
        var events = engine.drainEvents();

        assertThat(events).extracting(Event::id).containsExactly("t1/FIRST_RESPONSE/1/breached/withdrawn",
                "t1/FIRST_RESPONSE/1/met");
        assertThat(ofType(events, SlaRescheduled.class)).singleElement().satisfies(it -> {
            assertThat(it.withdrawn()).containsExactly(100);
            assertThat(it.state() + " " + it.term()).isEqualTo("MET REPLIED");
        });
    }

    @Test
    void unrelated_fact_that_arrives_late_withdraws_nothing() {
        engine.advanceTo(OPENED.plusSeconds(3601));
        engine.drainEvents();

        engine.publish("amparo.tickets", new io.amparo.events.ticket.TicketEvent.CustomerReplied("t1", "T-t1", "acme", "m2",
                SlaTopologyTest.BRUNO, OPENED.plusSeconds(3000)));
        engine.advance(Duration.ofSeconds(30));

        assertThat(engine.drainEvents()).isEmpty();
    }

    @Test
    void reply_that_arrives_after_a_pause_does_not_show_the_paused_clock_as_running() {
        engine.publishPolicies("full");
        changePlan("full");
        engine.advanceTo(OPENED.plusSeconds(600));
        engine.publish("amparo.tickets", new io.amparo.events.ticket.TicketEvent.StatusChanged("t1", "T-t1", "acme", "OPEN",
                "WAITING_CUSTOMER", "fabio", null, engine.now()));
        engine.drainEvents();

        engine.publish("amparo.tickets", TermChangesTest.reply(OPENED.plusSeconds(500)));
        var events = engine.drainEvents();

        assertThat(ofType(events, io.amparo.events.sla.SlaEvent.SlaResumed.class)).isEmpty();
        assertThat(ofType(events, io.amparo.events.sla.SlaEvent.SlaPaused.class))
                .allSatisfy(it -> assertThat(it.clocks()).extracting(clock -> clock.state()).containsOnly("PAUSED"));
    }

    @Test
    void one_event_of_a_contract_change_announces_all_its_rungs() {
        engine.advanceTo(OPENED.plusSeconds(60));
        engine.drainEvents();
        changePlan("demo-seconds");
        var events = engine.drainEvents();

        var leader = events.stream().filter(event -> event.data() instanceof SlaBreached it && it.announces() != null).toList();
        assertThat(leader).extracting(Event::id).containsExactly("t1/FIRST_RESPONSE/1/breached");
        assertThat(((SlaBreached) leader.getFirst().data()).announces())
                .extracting(each -> each.metric() + " " + each.percent() + " " + each.recipients())
                .containsExactly("RESOLUTION 100 [manager]", "FIRST_RESPONSE 75 [agent]", "RESOLUTION 75 [agent]",
                        "FIRST_RESPONSE 50 [agent]", "RESOLUTION 50 [agent]");
        assertThat(ofType(events, SlaWarned.class)).hasSize(4)
                .allSatisfy(it -> assertThat(it.announcedIn()).isEqualTo("t1/FIRST_RESPONSE/1/breached"));

        changePlan("premium-24x7");
        var back = ofType(engine.drainEvents(), SlaRescheduled.class);
        assertThat(back.getFirst().announces()).extracting(AnnouncedRung::metric, AnnouncedRung::withdrawn)
                .containsExactly(org.assertj.core.api.Assertions.tuple("RESOLUTION", true));
        assertThat(back.getLast().announcedIn()).startsWith("t1/FIRST_RESPONSE/1/rescheduled-");
    }

    @Test
    void single_edge_announces_itself() {
        engine.advanceTo(OPENED.plusSeconds(1801));
        assertThat(ofType(engine.drainEvents(), SlaWarned.class)).singleElement().satisfies(it -> {
            assertThat(it.announcedIn()).isNull();
            assertThat(it.announces()).isNull();
        });
    }
}
