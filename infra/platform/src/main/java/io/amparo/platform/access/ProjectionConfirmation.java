package io.amparo.platform.access;

import io.amparo.platform.LogText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows as of when the projection of a topic is complete: every record that the topic had at that instant is processed. The ends
 * of the topic are read first and then compared with the commits of the consumer group until these reach them, so that a topic
 * with constant changes is confirmed too.
 */
final class ProjectionConfirmation {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectionConfirmation.class);

    /** The positions of a topic and of the consumer group that builds the projection, per partition. */
    interface Positions {
        /** Returns the offset after the last record of each partition. */
        Map<Integer, Long> ends() throws Exception;

        /** Returns the offset before which the group has processed all records; without partitions that it has not begun. */
        Map<Integer, Long> committed() throws Exception;

        /** Whether the group has passed a record without processing it: it is a dead letter. */
        boolean hasDeadLetters();
    }

    private record Target(Instant at, Map<Integer, Long> ends) {
        boolean isReached(Map<Integer, Long> committed) {
            return ends.entrySet().stream().allMatch(end -> committed.getOrDefault(end.getKey(), 0L) >= end.getValue());
        }
    }

    private final String topic;
    private final Positions positions;
    private final Duration interval;
    private final Duration validity;
    private final Clock clock;
    private final Instant startedAt;
    private final ReentrantLock running = new ReentrantLock();
    private volatile @Nullable Instant confirmedAt;
    private @Nullable Target target;
    private boolean reported;

    /**
     * @param interval between two confirmations
     * @param validity of a confirmation
     */
    ProjectionConfirmation(String topic, Positions positions, Duration interval, Duration validity, Clock clock) {
        this.topic = topic;
        this.positions = positions;
        this.interval = interval;
        this.validity = validity;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    /** Whether the projection decides: it was complete a short time ago. */
    boolean isCurrent() {
        return confirmedAt != null && isWithin(validity, confirmedAt);
    }

    /** Returns the instant of the last confirmation; the start of this instance before the first one. */
    Instant lastConfirmed() {
        var last = confirmedAt;
        return last == null ? startedAt : last;
    }

    /** Whether this instance has just started and is not confirmed yet, which needs no attention. */
    boolean isStarting() {
        return confirmedAt == null && isWithin(validity, startedAt);
    }

    /** Confirms the position if that is due. Does nothing while another check runs. */
    void check() {
        if (!running.tryLock()) return;
        try {
            if (confirmedAt != null && isWithin(interval, confirmedAt)) return;
            confirm();
        } finally {
            running.unlock();
        }
    }

    private void confirm() {
        try {
            if (target == null || !isWithin(validity, target.at)) target = new Target(clock.instant(), positions.ends());
            if (!target.isReached(positions.committed()))
                unconfirmed("records wait to be processed");
            else if (positions.hasDeadLetters())
                unconfirmed("it has dead letters");
            else
                confirmed(target.at);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            target = null;
            unconfirmed(LogText.rootCause(e));
        }
    }

    private void confirmed(Instant at) {
        if (reported)
            LOG.info("Projection of {} is confirmed again after {} s; it decides about the access of contacts", topic,
                    Duration.between(lastConfirmed(), clock.instant()).toSeconds());
        reported = false;
        target = null;
        confirmedAt = at;
    }

    private void unconfirmed(String reason) {
        if (reported || isWithin(validity, lastConfirmed())) return;
        reported = true;
        LOG.warn("Projection of {} is unconfirmed since {} ({}); entitlement-service decides about the access of contacts. "
                + "Next: start the broker, or repair what ./amparo dlt list shows", topic, lastConfirmed(), reason);
    }

    private boolean isWithin(Duration time, Instant since) {
        return clock.instant().isBefore(since.plus(time));
    }
}
