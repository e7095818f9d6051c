package io.amparo.sla.clock;

import io.amparo.platform.Adapter;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * Limits how often the engine commits on request. A commit makes the emitted events readable, but a transaction is costly and
 * touches some twenty partitions. Events that no consumer waits for are left to {@code commit.interval.ms}; requests in quick
 * succession share one commit.
 */
@Adapter
final class CommitTopology {
    /** Minimum interval between commits. */
    static final Duration APART = Duration.ofMillis(100);
    /** The tasks of a stream thread share its transaction, so a commit requested by one task commits all of them. */
    private static final ThreadLocal<Instant> LAST = ThreadLocal.withInitial(() -> Instant.EPOCH);

    private final ProcessorContext<?, ?> context;
    private final Counter asked;
    private @Nullable Cancellable bell;

    CommitTopology(ProcessorContext<?, ?> context, Counter asked) {
        this.context = context;
        this.asked = asked;
    }

    /** Commits at once, or as soon as the minimum interval has passed. */
    void soon() {
        if (bell != null) return;
        var now = now();
        var wait = Duration.between(now, LAST.get().plus(APART));
        // A longer delay means that the system clock was set back.
        if (wait.isPositive() && wait.compareTo(APART) <= 0)
            bell = context.schedule(wait, PunctuationType.WALL_CLOCK_TIME, _ -> ring());
        else
            commit(now);
    }

    private void ring() {
        bell.cancel();
        bell = null;
        commit(now());
    }

    private void commit(Instant now) {
        LAST.set(now);
        context.commit();
        asked.increment();
    }

    private Instant now() {
        return Instant.ofEpochMilli(context.currentSystemTimeMs());
    }
}
