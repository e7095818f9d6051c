package io.amparo.sla.clock;

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
class CommitTopologyTest {
    private final MockProcessorContext<Void, Void> first = new MockProcessorContext<>(), second = new MockProcessorContext<>();
    private final Counter asked = new SimpleMeterRegistry().counter("asked");
    private final CommitTopology ofFirst = new CommitTopology(first, asked), ofSecond = new CommitTopology(second, asked);

    @Test
    void what_comes_alone_is_committed_at_once() {
        var now = at("2026-07-20T10:00Z");
        soon(now, ofFirst, first);
        assertThat(first.committed()).isTrue();
        assertThat(first.scheduledPunctuators()).isEmpty();
    }

    @Test
    void what_crowds_is_committed_together_with_what_the_thread_s_other_tasks_have() {
        var now = at("2026-07-21T10:00Z");
        soon(now, ofFirst, first);
        first.resetCommit();
        soon(now.plusMillis(30), ofFirst, first);
        soon(now.plusMillis(40), ofSecond, second);
        soon(now.plusMillis(50), ofSecond, second);
        assertThat(first.committed() || second.committed()).isFalse();
        assertThat(first.scheduledPunctuators()).singleElement()
                .satisfies(bell -> assertThat(bell.getInterval()).isEqualTo(CommitTopology.APART.minusMillis(30)));
        assertThat(second.scheduledPunctuators()).singleElement()
                .satisfies(bell -> assertThat(bell.getInterval()).isEqualTo(CommitTopology.APART.minusMillis(40)));

        ring(now.plus(CommitTopology.APART), first);
        assertThat(first.committed()).isTrue();
        ring(now.plus(CommitTopology.APART), second);
        assertThat(asked.count()).isEqualTo(3);
        soon(now.plus(CommitTopology.APART).plusMillis(1), ofSecond, second);
        assertThat(second.scheduledPunctuators()).hasSize(2);
    }

    @Test
    void a_clock_that_is_set_back_keeps_nothing_waiting() {
        var now = at("2026-07-22T10:00Z");
        soon(now, ofFirst, first);
        soon(now.minusSeconds(3600), ofSecond, second);
        assertThat(second.committed()).isTrue();
    }

    private static void soon(Instant now, CommitTopology commits, MockProcessorContext<Void, Void> context) {
        context.setCurrentSystemTimeMs(now.toEpochMilli());
        commits.soon();
    }

    private static void ring(Instant now, MockProcessorContext<Void, Void> context) {
        context.setCurrentSystemTimeMs(now.toEpochMilli());
        var bell = context.scheduledPunctuators().getLast();
        bell.getPunctuator().punctuate(now.toEpochMilli());
        assertThat(bell.cancelled()).isTrue();
    }
}
