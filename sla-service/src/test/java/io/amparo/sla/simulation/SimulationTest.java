package io.amparo.sla.simulation;

import static io.amparo.sla.clock.ClockFixtures.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.sla.calendar.CalendarFixtures;
import io.amparo.sla.simulation.Simulation.BudgetChange;
import io.amparo.sla.simulation.Simulation.Crossing;
import io.amparo.sla.simulation.Simulation.Pause;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulationTest {

    @Test
    void pause_moves_the_due_instant_vector_12() {
        var outcome = new Simulation(CalendarFixtures.calendar("A"), Duration.ofHours(8), List.of(50, 75, 90),
                at("2026-07-20T09:00-03:00"), List.of(new Pause(at("2026-07-20T11:00-03:00"), at("2026-07-21T10:00-03:00"))),
                List.of()).run();

        assertThat(outcome.dueAt()).isEqualTo(at("2026-07-21T16:00-03:00"));
        assertThat(outcome.crossings()).containsExactly(new Crossing(50, at("2026-07-21T12:00-03:00")),
                new Crossing(75, at("2026-07-21T14:00-03:00")), new Crossing(90, at("2026-07-21T15:12-03:00")),
                new Crossing(100, at("2026-07-21T16:00-03:00")));
    }

    @Test
    void pauses_survive_a_priority_change_vector_13() {
        var outcome = new Simulation(CalendarFixtures.calendar("Z"), Duration.ofHours(8), List.of(), at("2026-07-22T10:00-03:00"),
                List.of(new Pause(at("2026-07-22T11:00-03:00"), at("2026-07-22T13:00-03:00"))),
                List.of(new BudgetChange(at("2026-07-22T14:00-03:00"), Duration.ofHours(4)))).run();
        assertThat(outcome.dueAt()).isEqualTo(at("2026-07-22T16:00-03:00"));
    }

    @Test
    void open_ended_pause_has_no_due_instant_and_overlapping_pauses_count_once() {
        var start = at("2026-07-20T09:00-03:00");
        var calendar = CalendarFixtures.calendar("A");

        assertThat(new Simulation(calendar, Duration.ofHours(8), List.of(50), start,
                List.of(new Pause(start.plusSeconds(60), null)), List.of()).run().dueAt()).isNull();

        var overlapping = List.of(new Pause(start, start.plusSeconds(3600)),
                new Pause(start.minusSeconds(60), start.plusSeconds(7200)));
        assertThat(new Simulation(calendar, Duration.ofHours(1), List.of(), start, overlapping, List.of()).run().dueAt())
                .isEqualTo(at("2026-07-20T12:00-03:00"));
    }
}
