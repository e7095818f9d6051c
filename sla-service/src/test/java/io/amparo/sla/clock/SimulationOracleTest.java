package io.amparo.sla.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.sla.calendar.BusinessCalendar;
import io.amparo.sla.calendar.MinuteOracle;
import io.amparo.sla.calendar.Sketch;
import io.amparo.sla.clock.Simulation.BudgetChange;
import io.amparo.sla.clock.Simulation.Pause;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pauses and changes of budget, lived through minute by minute; {@code -Damparo.oracle.cases=100000} asks longer. */
class SimulationOracleTest {
    private static final int CASES = Integer.getInteger("amparo.oracle.cases", 1_000);
    private static final int LENGTH = 8_000;

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void a_simulation_is_due_when_a_clock_that_is_watched_every_minute_is() {
        int due = 0;
        for (int seed = 0; seed < CASES; seed++) {
            var random = new Random(seed);
            var zone = ZoneId.of(Sketch.ZONES.get(seed % Sketch.ZONES.size()));
            var start = Sketch.instant(random, zone);
            var sketch = Sketch.random(random, zone, start);
            var pauses = IntStream.range(0, random.nextInt(4)).mapToObj(_ -> pause(random, start)).toList();
            var changes = IntStream.range(0, random.nextInt(3))
                    .mapToObj(i -> new BudgetChange(after(start, 2_000 * i + random.nextInt(2_000)), budget(random))).toList();
            var simulation = new Simulation(new BusinessCalendar(sketch.rules()), budget(random), List.of(), start, pauses,
                    changes);
            var watched = watch(simulation, new MinuteOracle(sketch, start, LENGTH));
            var told = simulation.run().dueAt();
            if (watched == null) {
                if (told != null) assertThat(told).as("seed " + seed).isAfter(after(start, LENGTH));
            } else {
                due++;
                assertThat(told).as("seed " + seed + " " + sketch + pauses + changes).isEqualTo(watched);
            }
        }
        assertThat(due).as("cases that fell due").isGreaterThan(CASES / 2);
    }

    /** Null when it is not due within the minutes that are watched. */
    private static Instant watch(Simulation simulation, MinuteOracle oracle) {
        var start = simulation.start();
        long used = 0;
        Instant due = null;
        var paused = new boolean[LENGTH];
        for (var pause : simulation.pauses())
            for (int i = minute(start, pause.from()); i < Math.min(LENGTH, minute(start, pause.to())); i++) paused[i] = true;
        var budgets = new long[LENGTH];
        Arrays.fill(budgets, simulation.budget().toMinutes());
        for (var change : simulation.budgetChanges())
            Arrays.fill(budgets, minute(start, change.at()), LENGTH, change.budget().toMinutes());
        for (int minute = 0; minute < LENGTH; minute++) {
            if (used < budgets[minute]) due = null;
            if (used >= budgets[minute] && !paused[minute] && due == null) due = after(start, minute);
            if (!paused[minute] && oracle.at(minute).counted() && ++used == budgets[minute]) due = after(start, minute + 1);
        }
        return due;
    }

    private static Pause pause(Random random, Instant start) {
        var from = after(start, random.nextInt(5_000));
        return new Pause(from, after(from, random.nextInt(2_000)));
    }

    private static Duration budget(Random random) {
        return Duration.ofMinutes(1 + random.nextInt(1_500));
    }

    private static int minute(Instant start, Instant at) {
        return (int) ChronoUnit.MINUTES.between(start, at);
    }

    private static Instant after(Instant start, int minutes) {
        return start.plus(minutes, ChronoUnit.MINUTES);
    }
}
