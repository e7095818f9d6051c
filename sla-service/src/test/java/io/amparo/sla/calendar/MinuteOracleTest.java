package io.amparo.sla.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Compares the calendar with the oracle in 2,000 random cases; {@code -Damparo.oracle.cases=100000} runs more. */
class MinuteOracleTest {
    private static final int CASES = Integer.getInteger("amparo.oracle.cases", 2_000);

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void the_calendar_agrees_with_an_oracle_that_steps_minute_by_minute() {
        for (int seed = 0; seed < CASES; seed++) {
            var random = new Random(seed);
            var zone = ZoneId.of(Sketch.ZONES.get(seed % Sketch.ZONES.size()));
            var from = Sketch.instant(random, zone);
            var sketch = Sketch.random(random, zone, from);
            agree("seed " + seed + " " + from + " " + sketch, sketch, from, 1 + random.nextInt(8_000), random);
        }
    }

    private static void agree(String label, Sketch sketch, Instant from, int length, Random random) {
        var oracle = new MinuteOracle(sketch, from, length);
        var calendar = new BusinessCalendar(sketch.rules());
        int open = 0;
        for (int minute = 0; minute < length; minute++) if (oracle.at(minute).counted()) open++;
        assertThat(calendar.elapsed(from, after(from, length))).as(label).isEqualTo(Duration.ofMinutes(open));
        for (var step : calendar.steps(from, after(from, length)))
            for (var at = step.from(); at.isBefore(step.to()); at = after(at, 1)) {
                var expected = oracle.at((int) ChronoUnit.MINUTES.between(from, at));
                if (step.because() != expected) assertThat(step.because()).as(label + " at " + at).isEqualTo(expected);
            }
        if (open == 0) return;
        int budget = 1 + random.nextInt(open), minute = 0;
        for (int passed = 0; passed < budget; minute++) if (oracle.at(minute).counted()) passed++;
        assertThat(calendar.add(from, Duration.ofMinutes(budget))).as(label).isEqualTo(after(from, minute));
    }

    private static Instant after(Instant from, int minutes) {
        return from.plus(minutes, ChronoUnit.MINUTES);
    }
}
