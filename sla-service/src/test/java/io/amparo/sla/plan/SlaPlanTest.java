package io.amparo.sla.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.PauseRule;
import io.amparo.sla.plan.SlaPlan.Reopening;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SlaPlanTest {
    private static final SlaPlan PLAN = new SlaPlan("gold", 1, "Gold",
            List.of(objective("P1", Metric.RESOLUTION, null, "WAITING_VENDOR", "WAITING_CUSTOMER"),
                    objective("P1", Metric.NEXT_RESPONSE, null, "WAITING_CUSTOMER"),
                    objective("P1", Metric.FIX_DELIVERED, Duration.ofDays(5), "WAITING_CUSTOMER"),
                    objective("P2", Metric.RESOLUTION, null)),
            Reopening.RESUME, List.of(), "P1", Instant.EPOCH);

    private static Objective objective(String priority, Metric metric, @Nullable Duration longestPause, String... pauseStatuses) {
        return new Objective("INCIDENT", priority, metric, Duration.ofHours(4), new CalendarVersion("24x7", 1),
                Set.of(pauseStatuses), longestPause, List.of());
    }

    @Test
    @Tag("R1.3")
    void pause_rules_are_those_of_the_objectives_of_kind_and_priority() {
        assertThat(PLAN.pauseRules("INCIDENT", "P1", false)).containsExactly(
                new PauseRule("WAITING_CUSTOMER", List.of("RESOLUTION", "NEXT_RESPONSE"), null),
                new PauseRule("WAITING_CUSTOMER", List.of("FIX_DELIVERED"), "PT120H"),
                new PauseRule("WAITING_VENDOR", List.of("RESOLUTION"), null));
        assertThat(PLAN.pauseRules("INCIDENT", "P2", false)).isEmpty();
        assertThat(PLAN.pauseRules("QUESTION", "P1", false)).isEmpty();
    }

    @Test
    @Tag("R5.3")
    void pause_rules_of_a_qualified_bug_are_those_of_its_raised_resolution() {
        assertThat(PLAN.pauseRules("INCIDENT", "P2", true)).containsExactly(
                new PauseRule("WAITING_CUSTOMER", List.of("RESOLUTION"), null),
                new PauseRule("WAITING_VENDOR", List.of("RESOLUTION"), null));
    }
}
