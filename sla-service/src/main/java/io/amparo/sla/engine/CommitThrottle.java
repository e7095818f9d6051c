package io.amparo.sla.engine;

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
final class CommitThrottle {
    /** Minimum interval between commits. */
    static final Duration MIN_INTERVAL = Duration.ofMillis(100);
    /** The tasks of a stream thread share its transaction, so a commit requested by one task commits all of them. */
    private static final ThreadLocal<Instant> LAST_COMMIT = ThreadLocal.withInitial(() -> Instant.EPOCH);

    private final ProcessorContext<?, ?> context;
    private final Counter commitCounter;
    private @Nullable Cancellable scheduledCommit;

    CommitThrottle(ProcessorContext<?, ?> context, Counter commitCounter) {
        this.context = context;
        this.commitCounter = commitCounter;
    }

    /** Commits at once, or as soon as the minimum interval has passed. */
    void requestCommit() {
        if (scheduledCommit != null) return;
        var now = now();
        var delay = Duration.between(now, LAST_COMMIT.get().plus(MIN_INTERVAL));
        // A longer delay means that the system clock was set back.
        if (delay.isPositive() && delay.compareTo(MIN_INTERVAL) <= 0)
            scheduledCommit = context.schedule(delay, PunctuationType.WALL_CLOCK_TIME, _ -> runScheduledCommit());
        else
            commit(now);
    }

    private void runScheduledCommit() {
        scheduledCommit.cancel();
        scheduledCommit = null;
        commit(now());
    }

    private void commit(Instant now) {
        LAST_COMMIT.set(now);
        context.commit();
        commitCounter.increment();
    }

    private Instant now() {
        return Instant.ofEpochMilli(context.currentSystemTimeMs());
    }
}
