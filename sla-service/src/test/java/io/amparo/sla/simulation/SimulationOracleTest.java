package io.amparo.sla.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.sla.calendar.BusinessCalendar;
import io.amparo.sla.calendar.MinuteOracle;
import io.amparo.sla.calendar.RandomCalendar;
import io.amparo.sla.simulation.Simulation.BudgetChange;
import io.amparo.sla.simulation.Simulation.Pause;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
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
    void simulation_agrees_with_a_minute_by_minute_oracle() {
        int due = 0, warned = 0;
        for (int seed = 0; seed < CASES; seed++) {
            var random = new Random(seed);
            var zone = ZoneId.of(RandomCalendar.ZONES.get(seed % RandomCalendar.ZONES.size()));
            var start = RandomCalendar.randomInstant(random, zone);
            var randomCalendar = RandomCalendar.create(random, zone, start);
            var pauses = IntStream.range(0, random.nextInt(4)).mapToObj(_ -> pause(random, start)).toList();
            var changes = IntStream.range(0, random.nextInt(3))
                    .mapToObj(i -> new BudgetChange(after(start, 2_000 * i + random.nextInt(2_000)), budget(random))).toList();
            var first = budget(random);
            var warnings = IntStream.range(0, random.nextInt(4)).map(_ -> 1 + random.nextInt(99)).boxed().toList();
            var simulation = new Simulation(new BusinessCalendar(randomCalendar.rules()), first, warnings, start, pauses,
                    changes);
            var expected = new MinuteSimulation(simulation, new MinuteOracle(randomCalendar, start, LENGTH));

            var outcome = simulation.run();
            var description = "seed " + seed + " " + randomCalendar + pauses + changes + warnings;
            var horizon = after(start, LENGTH);

            assertThat(until(horizon, outcome.dueAt())).as(description).isEqualTo(expected.due);
            var crossed = new TreeMap<Integer, List<Instant>>();
            for (var crossing : outcome.crossings())
                if (until(horizon, crossing.at()) != null)
                    crossed.computeIfAbsent(crossing.percent(), _ -> new ArrayList<>()).add(crossing.at());
            assertThat(crossed).as(description).isEqualTo(expected.crossed);
            if (expected.due != null) due++;
            warned += expected.crossed.headMap(100).size();
        }

        assertThat(due).as("cases with a due instant").isGreaterThan(CASES / 2);
        assertThat(warned).as("warnings reached").isGreaterThan(CASES / 2);
    }

    /** Returns null for an instant after the last simulated minute. */
    private static Instant until(Instant horizon, Instant at) {
        return at == null || !at.isBefore(horizon) ? null : at;
    }

    /** Simulates the clock minute by minute: its due instant, and each instant at which a percentage is reached. */
    private static final class MinuteSimulation {
        private final TreeMap<Integer, List<Instant>> crossed = new TreeMap<>();
        private final Set<Integer> reached = new HashSet<>();
        private Instant due;

        MinuteSimulation(Simulation simulation, MinuteOracle oracle) {
            var start = simulation.start();
            var paused = new boolean[LENGTH];
            for (var pause : simulation.pauses())
                for (int i = minute(start, pause.from()); i < Math.min(LENGTH, minute(start, pause.to())); i++) paused[i] = true;
            var budgets = new long[LENGTH];
            Arrays.fill(budgets, simulation.budget().toMinutes());
            for (var change : simulation.budgetChanges())
                Arrays.fill(budgets, minute(start, change.at()), LENGTH, change.budget().toMinutes());
            var percents = Stream.concat(simulation.warnings().stream(), Stream.of(100)).distinct().toList();
            long used = 0;
            for (int minute = 0; minute < LENGTH; minute++) {
                var from = after(start, minute);
                boolean counted = !paused[minute] && oracle.at(minute).counted();
                for (int percent : percents) {
                    // In hundredths of a minute, 600 ms each. Every change happens on a full minute.
                    long ahead = budgets[minute] * percent - 100 * used;
                    // A pause reaches nothing, but a percentage may be reached at the instant at which it begins.
                    boolean reachedBefore = minute > 0 && !paused[minute - 1] && budgets[minute - 1] * percent <= 100 * used;
                    if (ahead > 0)
                        withdraw(percent);
                    else if (!paused[minute] || reachedBefore) reach(percent, from);
                    if (ahead > 0 && ahead < 100 && counted) reach(percent, from.plusMillis(600 * ahead));
                }
                if (counted) used++;
            }
        }

        private void reach(int percent, Instant at) {
            if (!reached.add(percent)) return;
            crossed.computeIfAbsent(percent, _ -> new ArrayList<>()).add(at);
            if (percent == 100) due = at;
        }

        private void withdraw(int percent) {
            reached.remove(percent);
            if (percent == 100) due = null;
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
