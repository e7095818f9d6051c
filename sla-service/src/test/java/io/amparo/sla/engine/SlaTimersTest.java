package io.amparo.sla.engine;

import static io.amparo.sla.clock.ClockFixtures.at;
import static io.amparo.sla.engine.SlaTopologyTest.BRUNO;
import static io.amparo.sla.engine.SlaTopologyTest.opened;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.Event;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.ticket.TicketEvent.PublicReplySent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine while time passes: timers, restarts, backlogs and steps of the system clock. */
class SlaTimersTest {
    @TempDir
    Path state;
    private EngineDriver engine;

    @BeforeEach
    void start() {
        engine = SlaTopologyTest.engine(state);
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void edge_is_emitted_within_50_ms_of_its_instant() {
        engine.publish("amparo.tickets", opened("INCIDENT", null));
        engine.advanceTo(at("2026-07-20T13:59:59.950Z"));
        engine.drainEvents();

        engine.advance(Duration.ofMillis(45));
        assertThat(engine.drainEvents()).isEmpty();

        engine.advance(WakeUpTimer.MIN_DELAY);
        assertThat(engine.drainEvents()).extracting(Event::data).filteredOn(SlaBreached.class::isInstance).singleElement()
                .satisfies(breach -> assertThat(((SlaBreached) breach).firedAt()).isBetween(at("2026-07-20T14:00Z"),
                        at("2026-07-20T14:00:00.050Z")));
    }

    @Test
    void restart_repeats_no_edge_and_emits_missed_ones_with_their_instant() {
        engine.publish("amparo.tickets", opened("INCIDENT", null));
        engine.advanceTo(at("2026-07-20T12:30Z"));
        assertThat(ids()).containsExactly("t1/TICKET/1/assigned", "t1/FIRST_RESPONSE/1/warned-50");

        engine.restartAfter(Duration.ofHours(2));
        engine.publishPolicies("z");
        engine.advance(CatchUp.QUIET_PERIOD.plusSeconds(1));
        var events = engine.drainEvents();

        assertThat(events).extracting(Event::id).containsExactly("t1/FIRST_RESPONSE/1/warned-75", "t1/FIRST_RESPONSE/1/warned-90",
                "t1/RESOLUTION/1/warned-50", "t1/FIRST_RESPONSE/1/breached");
        assertThat(((SlaBreached) events.getLast().data()).dueAt()).isEqualTo(at("2026-07-20T14:00Z"));
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 60})
    void reply_behind_a_backlog_precedes_the_breach_it_prevents(int seconds) {
        engine.publish("amparo.tickets", opened("INCIDENT", null));
        engine.advanceTo(at("2026-07-20T13:50Z"));
        engine.drainEvents();
        var repliedAt = engine.now();

        engine.restartAfter(Duration.ofMinutes(30));
        engine.publishPolicies("z");
        engine.setBacklog(true);
        engine.advance(Duration.ofSeconds(seconds));
        assertThat(ids()).isEmpty();
        engine.publish("amparo.tickets",
                new PublicReplySent("t1", "T-2026-000001", "acme", "m1", BRUNO, BRUNO, "s", "b", repliedAt));
        engine.setBacklog(false);
        engine.advance(Duration.ofSeconds(5));

        assertThat(ids()).containsExactly("t1/FIRST_RESPONSE/1/met", "t1/RESOLUTION/1/warned-50");
    }

    @Test
    void system_clock_steps_emit_each_edge_once_and_none_early() {
        engine.publish("amparo.tickets", opened("INCIDENT", null));
        engine.advanceTo(at("2026-07-20T13:59:59Z"));
        engine.stepClock(Duration.ofSeconds(-10));
        engine.advance(Duration.ofMillis(10_900));
        assertThat(ids()).doesNotContain("t1/FIRST_RESPONSE/1/breached");

        engine.advance(Duration.ofMillis(200));
        assertThat(engine.drainEvents()).extracting(Event::data).filteredOn(SlaBreached.class::isInstance).singleElement()
                .satisfies(each -> {
                    var breach = (SlaBreached) each;
                    assertThat(breach.firedAt()).isBetween(breach.dueAt(), breach.dueAt().plusMillis(100));
                });

        engine.stepClock(Duration.ofSeconds(-5));
        engine.advance(Duration.ofSeconds(10));
        engine.stepClock(Duration.ofSeconds(5));
        engine.stepClock(Duration.ofHours(-1));
        engine.publish("amparo.tickets", SlaTopologyTest.status("OPEN", "IN_PROGRESS", engine.now()));
        engine.advance(Duration.ofHours(1).plusSeconds(10));
        assertThat(engine.drainEvents()).isEmpty();

        engine.stepClock(Duration.ofHours(5));
        engine.advance(Duration.ofSeconds(1));
        var events = engine.drainEvents();
        assertThat(events).extracting(Event::id).containsExactly("t1/RESOLUTION/1/warned-75", "t1/RESOLUTION/1/warned-90",
                "t1/RESOLUTION/1/breached");
        assertThat(((SlaBreached) events.getLast().data()).dueAt()).isEqualTo(at("2026-07-20T18:00Z"));
    }

    private List<String> ids() {
        return engine.drainEvents().stream().map(Event::id).toList();
    }
}
