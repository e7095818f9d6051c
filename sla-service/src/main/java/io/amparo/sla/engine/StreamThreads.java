package io.amparo.sla.engine;

import io.amparo.platform.Adapter;
import io.amparo.platform.LogText;
import io.amparo.platform.consume.TransientFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Replaces failed threads of the engine, after a delay that doubles while they keep failing. The transaction of a failed thread
 * is aborted and its records are processed again. Health is down while no thread runs, and while threads keep failing.
 */
@Adapter
final class StreamThreads implements StreamsUncaughtExceptionHandler, HealthIndicator {
    private static final Logger LOG = LoggerFactory.getLogger(StreamThreads.class);
    /** Shorter than max.poll.interval.ms: the failed thread waits as a member of its group. */
    static final Duration MIN_DELAY = Duration.ofMillis(500), MAX_DELAY = Duration.ofSeconds(30);
    /** After this time without a failure, the next one is the first again. */
    static final Duration STABLE_AFTER = MAX_DELAY.multipliedBy(2);

    private final Clock clock;
    private final ExponentialBackOff backOff = new ExponentialBackOff(MIN_DELAY.toMillis(), 2);
    private final CountDownLatch closed = new CountDownLatch(1);
    private BackOffExecution delays = backOff.start();
    private @Nullable Instant lastFailureAt;
    private int failures, waiting;
    private volatile @Nullable KafkaStreams engine;

    StreamThreads(Clock clock) {
        this.clock = clock;
        backOff.setMaxInterval(MAX_DELAY.toMillis());
    }

    void attach(KafkaStreams startedEngine) {
        engine = startedEngine;
        startedEngine.setUncaughtExceptionHandler(this);
    }

    /** Runs on the failed thread. */
    @Override
    public StreamThreadExceptionResponse handle(Throwable e) {
        var delay = failed(clock.instant());
        if (TransientFailure.is(e)) // the broker was away while a transaction was open: no stack trace shows more
            LOG.warn("SLA engine thread failed ({}); its transaction is aborted and a new thread repeats it in {}",
                    LogText.rootCause(e), delay);
        else
            LOG.error("SLA engine thread failed; its transaction is aborted and a new thread repeats it in {}", delay, e);
        try {
            if (closed.await(delay.toMillis(), TimeUnit.MILLISECONDS)) return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        } catch (InterruptedException ignored) {
            Thread.currentThread().interrupt();
        } finally {
            replaced();
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /** Counts a failure and returns the delay until the thread is replaced. */
    synchronized Duration failed(Instant now) {
        if (lastFailureAt != null && !lastFailureAt.plus(STABLE_AFTER).isAfter(now)) {
            failures = 0;
            delays = backOff.start();
        }
        lastFailureAt = now;
        failures++;
        waiting++;
        return Duration.ofMillis(delays.nextBackOff());
    }

    synchronized void replaced() {
        waiting--;
    }

    @Override
    public synchronized Health health() {
        var streams = engine;
        var state = streams == null ? null : streams.state();
        boolean keepFailing = failures > 1 && lastFailureAt != null && lastFailureAt.plus(STABLE_AFTER).isAfter(clock.instant());
        boolean running = state == null || state == KafkaStreams.State.CREATED || state.isRunningOrRebalancing();
        var health = waiting > 0 || keepFailing || !running ? Health.down() : Health.up();
        return health.withDetail("state", String.valueOf(state)).withDetail("failures", failures).build();
    }

    /** Ends the delay of a failed thread, so that it does not delay the shutdown. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        closed.countDown();
    }
}
