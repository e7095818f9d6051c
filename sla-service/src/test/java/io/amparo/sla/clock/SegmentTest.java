package io.amparo.sla.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.sla.plan.CalendarVersion;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.plan.Objective;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SegmentTest {

    @Test
    void budget_share_is_exact_to_the_millisecond() {
        var random = new Random(3);
        var calendar = ClockFixtures.policies().calendar("z", 1, ClockFixtures.policies().tzdata()).orElseThrow();
        for (int n = 0; n < 10_000; n++) {
            var budget = Duration.ofSeconds(random.nextLong(n % 3 == 0 ? 4_000_000_000L : 100_000),
                    1 + random.nextInt(999_999_999));
            int percent = 1 + random.nextInt(1_000);
            var objective = new Objective("INCIDENT", "P1", Metric.RESOLUTION, budget, new CalendarVersion("z", 1), Set.of(),
                    null, List.of());

            assertThat(new Segment(Instant.EPOCH, true, "", objective, calendar).budgetShare(percent))
                    .as("%d %% of %s", percent, budget).isEqualTo(budget.truncatedTo(ChronoUnit.MILLIS).multipliedBy(percent)
                            .dividedBy(100).truncatedTo(ChronoUnit.MILLIS));
        }
    }
}
