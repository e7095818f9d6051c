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
    void calendar_agrees_with_the_minute_by_minute_oracle() {
        for (int seed = 0; seed < CASES; seed++) {
            var random = new Random(seed);
            var zone = ZoneId.of(RandomCalendar.ZONES.get(seed % RandomCalendar.ZONES.size()));
            var from = RandomCalendar.randomInstant(random, zone);
            var randomCalendar = RandomCalendar.create(random, zone, from);
            assertAgreement("seed " + seed + " " + from + " " + randomCalendar, randomCalendar, from, 1 + random.nextInt(8_000),
                    random);
        }
    }

    private static void assertAgreement(String label, RandomCalendar randomCalendar, Instant from, int length, Random random) {
        var oracle = new MinuteOracle(randomCalendar, from, length);
        var calendar = new BusinessCalendar(randomCalendar.rules());
        int open = 0;
        for (int minute = 0; minute < length; minute++) if (oracle.at(minute).counted()) open++;
        assertThat(calendar.elapsed(from, after(from, length))).as(label).isEqualTo(Duration.ofMinutes(open));
        for (var step : calendar.steps(from, after(from, length)))
            for (var at = step.from(); at.isBefore(step.to()); at = after(at, 1)) {
                var expected = oracle.at((int) ChronoUnit.MINUTES.between(from, at));
                if (step.type() != expected) assertThat(step.type()).as(label + " at " + at).isEqualTo(expected);
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
