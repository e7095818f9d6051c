package io.amparo.platform.backend;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoTimeoutException;
import io.amparo.platform.backend.BackendMonitor.Backend;
import io.amparo.platform.backend.BackendMonitor.OutageListener;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class BackendMonitorTest {
    private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");

    private boolean available = true;
    private Instant now = NOW;
    private Optional<String> unexplained = Optional.empty();
    private BackendMonitor monitor;

    @BeforeEach
    void create() {
        monitor = new BackendMonitor(List.of(new Backend("Kafka", () -> {
            if (!available) throw new TimeoutException("no node");
        }, () -> "events of 7 documents wait", "start the broker", new OutageListener() {
            @Override
            public Optional<String> unexplained() {
                return unexplained;
            }
        })), ((InstantSource) () -> now).withZone(ZoneOffset.UTC));
    }

    private static List<String> lines(CapturedOutput output) {
        return output.getAll().lines().filter(line -> line.contains("Kafka is")).toList();
    }

    @Test
    void an_outage_is_one_line_with_cause_effect_and_next_step_and_its_end_another(CapturedOutput output) {
        monitor.check();
        available = false;
        for (int n = 0; n < 20; n++) monitor.check();
        assertThat(lines(output)).hasSize(1).first().asString().contains("WARN",
                "Kafka is unavailable since 2026-11-23T15:00:00Z (java.util.concurrent.TimeoutException: no node)",
                "events of 7 documents wait", "Next: start the broker");

        available = true;
        for (int n = 0; n < 20; n++) monitor.check();
        assertThat(lines(output)).hasSize(2).last().asString().contains("INFO", "Kafka is available again after 0 s")
                .doesNotContain("7 documents wait");
    }

    @Test
    void a_long_outage_is_one_more_line_each_minute_with_what_waits(CapturedOutput output) {
        available = false;
        for (int n = 0; n < 20; n++) {
            monitor.check();
            now = now.plusSeconds(10);
        }

        assertThat(lines(output)).hasSize(4);
        assertThat(lines(output).get(1)).contains("Kafka is still unavailable after 70 s: events of 7 documents wait");
    }

    @Test
    void lines_that_were_kept_out_although_the_backend_answers_are_reported(CapturedOutput output) {
        unexplained = Optional.of("3 lines, the last: x");
        monitor.check();

        assertThat(output).contains("Kafka answers, but its clients report failures: 3 lines, the last: x");
    }

    @Test
    void one_slow_answer_is_no_outage(CapturedOutput output) {
        available = false;
        monitor.check();
        available = true;
        monitor.check();

        assertThat(lines(output)).isEmpty();
    }

    @Test
    void scheduled_tasks_without_a_store_log_once_a_minute_and_others_a_stack_trace(CapturedOutput output) {
        var failures = new ScheduledTaskFailures();
        for (int n = 0; n < 20; n++) failures.handleError(new MongoTimeoutException("no server"));
        assertThat(output.getAll().lines().filter(line -> line.contains("MongoDB"))).hasSize(1);
        assertThat(output).doesNotContain("\tat ");

        failures.handleError(new IllegalStateException("wrapper", new ArithmeticException("/ by zero")));
        assertThat(output).contains("Scheduled task failed: java.lang.ArithmeticException: / by zero", "\tat ");
    }
}
