package io.amparo.platform.backend;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class KafkaOutageFilterTest {
    private static final Logger STREAMS = LoggerFactory.getLogger("org.apache.kafka.streams.processor.internals.TaskManager");
    private static final Logger OWN = LoggerFactory.getLogger("io.amparo.sla.engine.StreamThreads");

    private final LoggerContext logback = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final KafkaOutageFilter filter = new KafkaOutageFilter();

    @BeforeEach
    void start() {
        filter.setContext(logback);
        logback.addTurboFilter(filter);
    }

    @AfterEach
    void stop() {
        filter.stop();
        assertThat(logback.getTurboFilterList()).doesNotContain(filter);
    }

    @Test
    void a_failure_that_passes_is_left_out_and_reported_only_if_the_broker_answers(CapturedOutput output) {
        STREAMS.error("task {} failed", "0_1", new ExecutionException(new TimeoutException("no node")));
        STREAMS.warn("commit failed: {}", "0_1", new TimeoutException("no node"));

        assertThat(output).doesNotContain("task 0_1 failed", "commit failed");
        assertThat(filter.unexplained()).hasValueSatisfying(lines -> assertThat(lines).contains("2 lines", "commit failed: 0_1"));
        assertThat(filter.unexplained()).isEmpty();
    }

    @Test
    void an_error_of_ours_or_of_a_record_is_logged_also_during_an_outage(CapturedOutput output) {
        filter.began();
        STREAMS.error("processing failed", new IllegalStateException("a bug"));
        STREAMS.error("send failed", new RecordTooLargeException("2 MiB"));
        STREAMS.error("state directory is locked");
        OWN.error("thread failed", new TimeoutException("no node"));

        assertThat(output).contains("a bug", "2 MiB", "state directory is locked", "thread failed");
    }

    @Test
    void warnings_are_left_out_during_an_outage_and_its_recovery_alone(CapturedOutput output) {
        STREAMS.warn("before");
        filter.began();
        STREAMS.warn("disconnected");
        STREAMS.warn("task is initialized once more", new IllegalStateException("commit timed out"));
        filter.ended();
        STREAMS.warn("rejoined");
        STREAMS.error("failed", new IllegalStateException("a bug"));

        assertThat(output).contains("before", "a bug").doesNotContain("disconnected", "once more", "rejoined");
        assertThat(filter.unexplained()).isEmpty();
    }
}
