package io.amparo.sla.engine;

import static io.amparo.sla.clock.ClockFixtures.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Each test uses another day, because all tests share the thread and with it the time of its last commit. */
@TestInstance(Lifecycle.PER_METHOD)
class CommitThrottleTest {
    private final MockProcessorContext<Void, Void> first = new MockProcessorContext<>(), second = new MockProcessorContext<>();
    private final Counter commitCounter = new SimpleMeterRegistry().counter("asked");
    private final CommitThrottle firstThrottle = new CommitThrottle(first, commitCounter),
            secondThrottle = new CommitThrottle(second, commitCounter);

    @Test
    void single_request_is_committed_at_once() {
        var now = at("2026-07-20T10:00Z");
        requestCommit(now, firstThrottle, first);
        assertThat(first.committed()).isTrue();
        assertThat(first.scheduledPunctuators()).isEmpty();
    }

    @Test
    void frequent_requests_of_all_tasks_of_a_thread_share_one_commit() {
        var now = at("2026-07-21T10:00Z");
        requestCommit(now, firstThrottle, first);
        first.resetCommit();
        requestCommit(now.plusMillis(30), firstThrottle, first);
        requestCommit(now.plusMillis(40), secondThrottle, second);
        requestCommit(now.plusMillis(50), secondThrottle, second);

        assertThat(first.committed() || second.committed()).isFalse();
        assertThat(first.scheduledPunctuators()).singleElement().satisfies(
                punctuator -> assertThat(punctuator.getInterval()).isEqualTo(CommitThrottle.MIN_INTERVAL.minusMillis(30)));
        assertThat(second.scheduledPunctuators()).singleElement().satisfies(
                punctuator -> assertThat(punctuator.getInterval()).isEqualTo(CommitThrottle.MIN_INTERVAL.minusMillis(40)));

        fire(now.plus(CommitThrottle.MIN_INTERVAL), first);
        assertThat(first.committed()).isTrue();
        fire(now.plus(CommitThrottle.MIN_INTERVAL), second);
        assertThat(commitCounter.count()).isEqualTo(3);
        requestCommit(now.plus(CommitThrottle.MIN_INTERVAL).plusMillis(1), secondThrottle, second);
        assertThat(second.scheduledPunctuators()).hasSize(2);
    }

    @Test
    void clock_set_back_does_not_delay_a_commit() {
        var now = at("2026-07-22T10:00Z");
        requestCommit(now, firstThrottle, first);
        requestCommit(now.minusSeconds(3600), secondThrottle, second);
        assertThat(second.committed()).isTrue();
    }

    private static void requestCommit(Instant now, CommitThrottle throttle, MockProcessorContext<Void, Void> context) {
        context.setCurrentSystemTimeMs(now.toEpochMilli());
        throttle.requestCommit();
    }

    private static void fire(Instant now, MockProcessorContext<Void, Void> context) {
        context.setCurrentSystemTimeMs(now.toEpochMilli());
        var punctuator = context.scheduledPunctuators().getLast();
        punctuator.getPunctuator().punctuate(now.toEpochMilli());
        assertThat(punctuator.cancelled()).isTrue();
    }
}
