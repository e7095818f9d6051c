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
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Compares simulations with a minute-by-minute oracle over pauses and budget changes; {@code -Damparo.oracle.cases=100000} runs
 * more cases.
 */
class SimulationOracleTest {
    private static final int CASES = Integer.getInteger("amparo.oracle.cases", 1_000);
    private static final int LENGTH = 8_000;

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void a_simulation_warns_and_is_due_when_a_clock_that_is_watched_every_minute_does_and_is() {
        int due = 0, warned = 0;
        for (int seed = 0; seed < CASES; seed++) {
            var random = new Random(seed);
            var zone = ZoneId.of(Sketch.ZONES.get(seed % Sketch.ZONES.size()));
            var start = Sketch.instant(random, zone);
            var sketch = Sketch.random(random, zone, start);
            var pauses = IntStream.range(0, random.nextInt(4)).mapToObj(_ -> pause(random, start)).toList();
            var changes = IntStream.range(0, random.nextInt(3))
                    .mapToObj(i -> new BudgetChange(after(start, 2_000 * i + random.nextInt(2_000)), budget(random))).toList();
            var first = budget(random);
            var warnings = IntStream.range(0, random.nextInt(4)).map(_ -> 1 + random.nextInt(99)).boxed().toList();
            var simulation = new Simulation(new BusinessCalendar(sketch.rules()), first, warnings, start, pauses, changes);
            var watched = new Watched(simulation, new MinuteOracle(sketch, start, LENGTH));
            var told = simulation.run();
            var about = "seed " + seed + " " + sketch + pauses + changes + warnings;
            var seen = after(start, LENGTH);
            assertThat(until(seen, told.dueAt())).as(about).isEqualTo(watched.due);
            var crossed = new TreeMap<Integer, Instant>();
            for (var crossing : told.crossings())
                if (until(seen, crossing.at()) != null) crossed.put(crossing.percent(), crossing.at());
            assertThat(crossed).as(about).isEqualTo(watched.crossed);
            if (watched.due != null) due++;
            warned += watched.crossed.headMap(100).size();
        }
        assertThat(due).as("cases with a due instant").isGreaterThan(CASES / 2);
        assertThat(warned).as("warnings reached").isGreaterThan(CASES / 2);
    }

    /** Returns null for an instant after the last simulated minute. */
    private static Instant until(Instant seen, Instant at) {
        return at == null || at.isAfter(seen) ? null : at;
    }

    /** Simulates the clock minute by minute: its due instant, and the first instant of each percentage. */
    private static final class Watched {
        private final TreeMap<Integer, Instant> crossed = new TreeMap<>();
        private Instant due;

        Watched(Simulation simulation, MinuteOracle oracle) {
            var start = simulation.start();
            var paused = new boolean[LENGTH];
            for (var pause : simulation.pauses())
                for (int i = minute(start, pause.from()); i < Math.min(LENGTH, minute(start, pause.to())); i++) paused[i] = true;
            var budgets = new long[LENGTH];
            Arrays.fill(budgets, simulation.budget().toMinutes());
            for (var change : simulation.budgetChanges())
                Arrays.fill(budgets, minute(start, change.at()), LENGTH, change.budget().toMinutes());
            var percents = Stream.concat(simulation.warnings().stream(), Stream.of(100)).toList();
            long used = 0;
            for (int minute = 0; minute < LENGTH; minute++) {
                if (used < budgets[minute]) due = null;
                if (paused[minute]) continue;
                var from = after(start, minute);
                boolean counted = oracle.at(minute).counted();
                for (int percent : percents) {
                    // In hundredths of a minute, 600 ms each. Every change happens on a full minute.
                    long ahead = Math.max(0, budgets[minute] * percent - 100 * used);
                    if (ahead > (counted ? 100 : 0)) continue;
                    var at = from.plusMillis(600 * ahead);
                    crossed.putIfAbsent(percent, at);
                    if (percent == 100 && due == null) due = at;
                }
                if (counted) used++;
            }
        }
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
