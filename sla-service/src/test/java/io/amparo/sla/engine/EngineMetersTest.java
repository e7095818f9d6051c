package io.amparo.sla.engine;

import static io.amparo.sla.engine.SlaTopologyTest.engine;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the engine reports to those who operate it. */
class EngineMetersTest {
    @TempDir
    Path state;

    @Test
    void breach_is_counted_by_priority_metric_and_edition() {
        try (var engine = engine(state)) {
            assertThat(engine.seriesOf("amparo.sla.breaches")).as("series before the first breach").isEqualTo(75);
            engine.publish("amparo.tickets", SlaTopologyTest.opened("INCIDENT", null));
            engine.advance(Duration.ofHours(30));

            for (var metric : new String[]{"FIRST_RESPONSE", "RESOLUTION"})
                assertThat(engine.count("amparo.sla.breaches", "priority", "P1", "metric", metric, "edition", "PREMIUM"))
                        .as(metric).isEqualTo(1);
            assertThat(engine.seriesOf("amparo.sla.breaches")).isEqualTo(75);
        }
    }

    @Test
    void timers_are_overdue_while_they_are_held_and_on_time_afterwards() {
        try (var engine = engine(state)) {
            assertThat(engine.gauge("amparo.sla.engine.tasks")).isEqualTo(1);
            assertThat(engine.gauge("amparo.sla.engine.overdue")).isZero();
            engine.setBacklog(true);
            engine.restartAfter(Duration.ofMinutes(1));

            engine.advance(Duration.ofSeconds(40));
            assertThat(engine.gauge("amparo.sla.engine.overdue")).isBetween(39.0, 41.0);

            engine.setBacklog(false);
            engine.advance(Duration.ofSeconds(2));
            assertThat(engine.gauge("amparo.sla.engine.overdue")).isLessThan(1);
        }
    }

    @Test
    void engine_without_a_task_reports_none() {
        var engine = engine(state);
        engine.close();

        assertThat(engine.gauge("amparo.sla.engine.tasks")).isZero();
    }
}
