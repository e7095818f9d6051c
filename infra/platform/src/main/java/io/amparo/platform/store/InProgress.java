package io.amparo.platform.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Documents that were sent and are not acknowledged yet. The producer keeps their records and sends them when their partition is
 * available, so they must not be sent a second time: the records of one document would lose their order. Used by the relay's
 * thread only, except for the size.
 */
final class InProgress {
    private static final Logger LOG = LoggerFactory.getLogger(InProgress.class);
    /** The producer has a buffer of 32 MB for all topics; one topic must not fill it. */
    private static final long MAX_BYTES_PER_TOPIC = 4 * 1024 * 1024;
    private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);

    private final Map<PendingDocument, SentDocument> documents = new ConcurrentHashMap<>();
    private final Clock clock;
    private @Nullable Instant waitingSince;
    private Instant nextLogAt = Instant.MIN;

    InProgress(Clock clock) {
        this.clock = clock;
    }

    void add(SentDocument sent) {
        documents.put(sent.document(), sent);
    }

    int size() {
        return documents.size();
    }

    Set<PendingDocument> documents() {
        return Set.copyOf(documents.keySet());
    }

    /** Returns the topics that have so many unacknowledged bytes that no more are sent to them for now. */
    Set<String> fullTopics() {
        var bytes = new HashMap<String, Long>();
        for (var sent : documents.values())
            for (var each : sent.entries()) bytes.merge(each.entry().topic(), (long) each.entry().bytes(), Long::sum);
        bytes.values().removeIf(sum -> sum < MAX_BYTES_PER_TOPIC);
        return new HashSet<>(bytes.keySet());
    }

    /**
     * Removes and returns the documents whose entries are all acknowledged or refused.
     *
     * @param deadlineNanos until when to wait for documents that are not late
     * @param late documents of earlier batches: there is no wait for them
     */
    List<SentDocument> removeFinished(long deadlineNanos, Set<PendingDocument> late) throws InterruptedException {
        var finished = new ArrayList<SentDocument>();
        for (var sent : documents.values())
            if (late.contains(sent.document()) ? sent.isFinished() : sent.isFinishedBy(deadlineNanos)) finished.add(sent);
        finished.forEach(sent -> documents.remove(sent.document()));
        log();
        return finished;
    }

    private void log() {
        var now = clock.instant();
        if (documents.isEmpty()) {
            if (waitingSince != null)
                LOG.info("Outbox relay has the broker's acknowledgement of all events that waited since {}", waitingSince);
            waitingSince = null;
            nextLogAt = Instant.MIN;
            return;
        }
        if (waitingSince == null) waitingSince = now;
        if (now.isBefore(nextLogAt)) return;
        nextLogAt = now.plus(LOG_INTERVAL);
        LOG.warn("Outbox relay waits for the broker's acknowledgement of {} documents in {} since {}; their events are published "
                + "when the broker is available, other documents continue", documents.size(), topics(), waitingSince);
    }

    private List<String> topics() {
        return documents.values().stream().flatMap(sent -> sent.entries().stream()).map(each -> each.entry().topic()).distinct()
                .sorted().toList();
    }
}
