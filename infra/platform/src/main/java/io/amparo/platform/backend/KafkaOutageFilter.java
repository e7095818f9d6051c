package io.amparo.platform.backend;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import io.amparo.platform.LogText;
import io.amparo.platform.backend.BackendMonitor.OutageListener;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.helpers.MessageFormatter;

/**
 * Keeps the lines that Kafka's clients, Kafka Streams and Spring log about an unavailable broker out of the log: each client logs
 * each attempt, Kafka Streams with a stack trace. {@link BackendMonitor} logs the outage instead. A line is left out only if it
 * has a failure that passes by itself, or is a warning during a known outage. What is left out is counted, and reported if the
 * broker answers: then it is no outage, and no other log line would report it.
 */
final class KafkaOutageFilter extends TurboFilter implements OutageListener {
    private static final Set<String> CLIENTS = Set.of("org.apache.kafka.", "org.springframework.kafka.",
            "org.springframework.cloud.stream.binder.kafka.");
    /** Kafka Streams, which not every service has: a task whose transaction an outage has interrupted begins anew. */
    private static final String INTERRUPTED_TASK = "org.apache.kafka.streams.errors.TaskCorruptedException";
    /** They name the events that wait once a minute, as the monitor does. */
    private static final Set<String> RELAY = Set.of("io.amparo.platform.store.InProgress",
            "io.amparo.platform.store.OutboxPublisher");
    /** Groups and transactions recover within this time after the return of the broker. */
    private static final Duration RECOVERY = Duration.ofSeconds(30);

    private final AtomicInteger leftOut = new AtomicInteger();
    private volatile @Nullable String last;
    private volatile boolean away;
    private volatile long recoveredAt = System.nanoTime();

    @Override
    public FilterReply decide(@Nullable Marker marker, Logger logger, Level level, @Nullable String format,
            Object @Nullable [] arguments, @Nullable Throwable failure) {
        if (format == null || !isLeftOut(logger.getName(), level, thrown(arguments, failure))) return FilterReply.NEUTRAL;
        if (!level.isGreaterOrEqual(logger.getEffectiveLevel())) return FilterReply.NEUTRAL;
        leftOut.incrementAndGet();
        last = logger.getName() + ": " + MessageFormatter.basicArrayFormat(format, arguments);
        return FilterReply.DENY;
    }

    private boolean isLeftOut(String logger, Level level, @Nullable Throwable failure) {
        boolean isOutage = away || System.nanoTime() - recoveredAt < 0;
        if (RELAY.contains(logger)) return isOutage;
        if (CLIENTS.stream().noneMatch(logger::startsWith)) return false;
        return failure != null && passesByItself(failure)
                || isOutage && (Level.WARN.isGreaterOrEqual(level) || failure != null && isInterruptedTask(failure));
    }

    private static @Nullable Throwable thrown(Object @Nullable [] arguments, @Nullable Throwable failure) {
        if (failure != null || arguments == null || arguments.length == 0) return failure;
        return arguments[arguments.length - 1] instanceof Throwable last ? last : null;
    }

    private static boolean passesByItself(Throwable failure) {
        for (var current = failure; current != null; current = current.getCause())
            if (current instanceof RetriableException || current instanceof DisconnectException) return true;
        return false;
    }

    private static boolean isInterruptedTask(Throwable failure) {
        for (var current = failure; current != null; current = current.getCause())
            if (current.getClass().getName().equals(INTERRUPTED_TASK)) return true;
        return false;
    }

    /** Removes it from the log of the process, in which another context may start. */
    @Override
    public void stop() {
        super.stop();
        if (getContext() instanceof LoggerContext logback) logback.getTurboFilterList().remove(this);
    }

    @Override
    public void began() {
        away = true;
    }

    @Override
    public void ended() {
        recoveredAt = System.nanoTime() + RECOVERY.toNanos();
        away = false;
        leftOut.set(0);
    }

    @Override
    public Optional<String> unexplained() {
        int count = leftOut.getAndSet(0);
        if (count == 0 || away || System.nanoTime() - recoveredAt < 0) return Optional.empty();
        return Optional.of("%d lines, the last: %s".formatted(count, LogText.of(last)));
    }
}
