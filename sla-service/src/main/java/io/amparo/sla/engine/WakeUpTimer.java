package io.amparo.sla.engine;

import io.amparo.platform.Adapter;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/** Wakes the processor up once per request. Kafka Streams knows repeated punctuations only. */
@Adapter
final class WakeUpTimer {
    /** Minimum delay between wake-ups, which batches timers that fire together; maximum delay between wake-ups. */
    static final Duration MIN_DELAY = Duration.ofMillis(20), MAX_DELAY = Duration.ofSeconds(10);

    private final ProcessorContext<?, ?> context;
    private final Consumer<Instant> action;
    private @Nullable Cancellable scheduled;
    private Instant scheduledAt = Instant.MAX;

    /** @param action receives the wall-clock time; it schedules the next wake-up */
    WakeUpTimer(ProcessorContext<?, ?> context, Consumer<Instant> action) {
        this.context = context;
        this.action = action;
    }

    Instant now() {
        return Instant.ofEpochMilli(context.currentSystemTimeMs());
    }

    /**
     * Schedules a wake-up for the next due instant, or after the maximum delay. An idle wake-up would still be a transaction, so
     * there are no others. A wake-up that is already scheduled for an earlier instant stays.
     */
    void schedule(Instant requestedAt) {
        var now = now();
        var delay = Collections.max(List.of(MIN_DELAY, Collections.min(List.of(MAX_DELAY, Duration.between(now, requestedAt)))));
        if (scheduled != null) {
            if (!now.plus(delay).isBefore(scheduledAt)) return;
            scheduled.cancel();
        }
        scheduledAt = now.plus(delay);
        scheduled = context.schedule(delay, PunctuationType.WALL_CLOCK_TIME, at -> run(Instant.ofEpochMilli(at)));
    }

    private void run(Instant now) {
        scheduled.cancel();
        scheduled = null;
        action.accept(now);
    }
}
