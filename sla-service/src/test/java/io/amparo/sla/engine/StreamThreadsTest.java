package io.amparo.sla.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.boot.health.contributor.Status;

@TestInstance(Lifecycle.PER_METHOD)
class StreamThreadsTest {
    private static final Instant NOW = Instant.parse("2026-07-20T10:00:00Z");

    private final SettableClock clock = new SettableClock(NOW);
    private final StreamThreads threads = new StreamThreads(clock);

    @Test
    void thread_that_keeps_failing_is_replaced_after_doubling_delays() {
        var delays = new long[9];
        for (int i = 0; i < delays.length; i++) {
            delays[i] = threads.failed(clock.instant()).toMillis();
            threads.replaced();
            clock.advance(Duration.ofMillis(delays[i]));
        }

        assertThat(delays).containsExactly(500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000);

        clock.advance(StreamThreads.STABLE_AFTER);
        assertThat(threads.failed(clock.instant())).isEqualTo(StreamThreads.MIN_DELAY);
    }

    @Test
    void health_is_down_while_a_thread_waits_and_while_threads_keep_failing() {
        assertThat(threads.health().getStatus()).isEqualTo(Status.UP);

        threads.failed(clock.instant());
        assertThat(threads.health().getStatus()).isEqualTo(Status.DOWN);
        threads.replaced();
        assertThat(threads.health().getStatus()).isEqualTo(Status.UP);

        threads.failed(clock.instant());
        threads.replaced();
        assertThat(threads.health().getStatus()).isEqualTo(Status.DOWN);
        clock.advance(StreamThreads.STABLE_AFTER);
        assertThat(threads.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void failed_thread_is_replaced_and_does_not_delay_the_shutdown() {
        assertThat(threads.handle(new IllegalStateException("test"))).isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);

        for (int i = 0; i < 8; i++) threads.failed(clock.instant());
        var last = CompletableFuture.supplyAsync(() -> threads.handle(new IllegalStateException("test")));
        threads.close();
        assertThat(last).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    }
}
