package io.amparo.sla.clock;

import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * When others can read what the engine has told. A transaction has its price, and touches some twenty partitions; so what nobody
 * waits for is left to {@code commit.interval.ms}, and the rest is told in one where it crowds.
 */
final class CommitTopology {
    /** None comes sooner after the last. */
    static final Duration APART = Duration.ofMillis(100);
    /** The tasks of a stream thread share its transaction: what one asks for is a commit of all. */
    private static final ThreadLocal<Instant> LAST = ThreadLocal.withInitial(() -> Instant.EPOCH);

    private final ProcessorContext<?, ?> context;
    private final Counter asked;
    private @Nullable Cancellable bell;

    CommitTopology(ProcessorContext<?, ?> context, Counter asked) {
        this.context = context;
        this.asked = asked;
    }

    /** For what somebody waits for: at once, if that is not too soon. */
    void soon() {
        if (bell != null) return;
        var now = now();
        var wait = Duration.between(now, LAST.get().plus(APART));
        // Longer only where the machine's clock was set back.
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
