package io.amparo.platform.store;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import io.amparo.platform.store.SentDocument.SentEntry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the entries of many documents to the broker at once. Each document has its own outcome: an entry that fails stops the
 * later entries of its document only, and a document that the broker does not acknowledge in time stays in progress while others
 * are sent. Used by the relay's thread only.
 */
final class OutboxPublisher {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxPublisher.class);
    /** Entries that are read of a document at once; 50 documents with entries of 16 kB need 16 MB. */
    private static final int ENTRIES_PER_READ = 20;
    private static final int DOCUMENTS_PER_READ = 50;
    /**
     * A record above this size may be refused by the broker ({@code max.message.bytes} of a topic). The relay waits for its
     * acknowledgement, so that no later entry of the document overtakes it.
     */
    private static final int LARGE_RECORD_BYTES = 32 * 1024;
    /** Maximum time in which a partition that is unavailable delays the documents of other partitions. */
    private static final Duration ACK_TIMEOUT = Duration.ofSeconds(1);
    /** Bytes that are sent before the relay waits for their acknowledgements. */
    private static final long MAX_UNCONCLUDED_BYTES = 4 * 1024 * 1024;
    private static final Duration RETRY_DELAY = Duration.ofMillis(500);
    /** For entries of an unavailable topic, of which there can be many. */
    private static final Duration UNAVAILABLE_RETRY_DELAY = Duration.ofSeconds(2);
    private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);

    private final Outbox outbox;
    private final Producer<String, byte[]> producer;
    private final PendingQueue queue;
    private final PublishedEntries published;
    private final ParkedEntries parked;
    private final InProgress inProgress;
    private final Clock clock;
    private final Timer publishLatency;
    private long nextLogAt = System.nanoTime();

    OutboxPublisher(Outbox outbox, Producer<String, byte[]> producer, PendingQueue queue, PublishedEntries published,
            ParkedEntries parked, InProgress inProgress, Clock clock, MeterRegistry meters) {
        this.outbox = outbox;
        this.producer = producer;
        this.queue = queue;
        this.published = published;
        this.parked = parked;
        this.inProgress = inProgress;
        this.clock = clock;
        this.publishLatency = Timer.builder("amparo.outbox.publish.latency")
                .description("Time from storing an event until the broker has acknowledged it")
                .serviceLevelObjectives(Duration.ofMillis(50), Duration.ofMillis(250), Duration.ofSeconds(1),
                        Duration.ofSeconds(5), Duration.ofMinutes(1))
                .register(meters);
    }

    /** One call of {@link #publish}. */
    private final class Batch {
        private final Set<PendingDocument> late = inProgress.documents();
        private final Set<String> unavailableTopics = inProgress.fullTopics();
        private final long deadline = deadline();
        private long bytes;

        void send(PendingDocument document, List<OutboxEntry> entries) throws InterruptedException {
            var sent = OutboxPublisher.this.send(document, entries, unavailableTopics, deadline);
            inProgress.add(sent);
            bytes += sent.bytes();
            if (bytes < MAX_UNCONCLUDED_BYTES) return;
            conclude();
            unavailableTopics.addAll(inProgress.fullTopics());
            bytes = 0;
        }

        void conclude() throws InterruptedException {
            OutboxPublisher.this.conclude(inProgress.removeFinished(deadline(), late), late);
        }
    }

    /**
     * Sends the first entries of each document and waits for the broker, at most a second after the last one. Reads a document
     * unless its writer has passed the entries that follow the published ones. Documents with more entries are queued once more,
     * and so are those that finish later: signals for them have been ignored in the meantime.
     */
    void publish(Map<PendingDocument, HandOver> documents) throws InterruptedException {
        var batch = new Batch();
        var unread = new HashMap<String, Set<String>>();
        for (var each : documents.entrySet()) {
            var document = each.getKey();
            if (batch.late.contains(document)) continue;
            var position = published.position(document);
            if (each.getValue().follows(position))
                batch.send(document, each.getValue().entriesAfter(position)); // a sweep may have found some of them
            else
                unread.computeIfAbsent(document.collection(), _ -> new HashSet<>()).add(document.id());
        }
        for (var collection : outbox.collections()) {
            var name = collection.getNamespace().getCollectionName();
            var ids = unread.getOrDefault(name, Set.of());
            if (ids.isEmpty()) continue;
            for (var found : read(collection, ids))
                batch.send(new PendingDocument(name, found.getString("_id")),
                        found.getList(OutboxEntry.FIELD, Document.class, List.of()).stream().map(OutboxEntry::new).toList());
        }
        batch.conclude();
    }

    private static FindIterable<Document> read(MongoCollection<Document> documents, Set<String> ids) {
        return documents.find(Outbox.byIds(ids)).projection(OutboxSweep.firstEntries(ENTRIES_PER_READ))
                .batchSize(DOCUMENTS_PER_READ).limit(ids.size())
                .maxTime(LimitedQueries.MAX_WALK_TIME.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static long deadline() {
        return System.nanoTime() + ACK_TIMEOUT.toNanos();
    }

    private void conclude(List<SentDocument> finished, Set<PendingDocument> late) {
        var failures = new ArrayList<Throwable>();
        var unfinished = new ArrayList<PendingDocument>();
        for (var sent : finished) {
            conclude(sent).ifPresent(failures::add);
            if (sent.hasMore() || late.contains(sent.document())) unfinished.add(sent.document());
        }
        if (!failures.isEmpty()) log(failures);
        if (unfinished.isEmpty()) return;
        published.remove(); // the next read of these documents must find other entries
        unfinished.forEach(queue::add);
    }

    private void log(List<Throwable> failures) {
        if (System.nanoTime() - nextLogAt < 0) return;
        nextLogAt = System.nanoTime() + LOG_INTERVAL.toNanos();
        LOG.warn(
                "Outbox relay cannot publish events of {} documents ({}); it retries each in {} ms or {} ms, and logs failures "
                        + "once a minute",
                failures.size(), failures.getFirst().toString(), RETRY_DELAY.toMillis(), UNAVAILABLE_RETRY_DELAY.toMillis());
    }

    private SentDocument send(PendingDocument pending, List<OutboxEntry> entries, Set<String> unavailableTopics, long deadline)
            throws InterruptedException {
        var sent = new ArrayList<SentEntry>(entries.size());
        for (var entry : entries) {
            if (entry.isParked()) return new SentDocument(pending, sent, false);
            if (published.contains(pending, entry)) continue;
            var each = new SentEntry(entry.withoutContent(), send(entry, unavailableTopics));
            sent.add(each);
            if (entry.bytes() > LARGE_RECORD_BYTES && !each.isFinishedBy(deadline)) return new SentDocument(pending, sent, true);
            if (each.isFailed()) return new SentDocument(pending, sent, false);
        }
        return new SentDocument(pending, sent, entries.size() == ENTRIES_PER_READ);
    }

    private Future<RecordMetadata> send(OutboxEntry entry, Set<String> unavailableTopics) {
        try {
            // A topic without metadata blocks the thread until the time limit of the producer: once in a batch is enough.
            if (unavailableTopics.contains(entry.topic()))
                throw new TimeoutException("Topic " + entry.topic() + " is unavailable");
            var ack = producer.send(entry.record());
            if (ack.isDone() && ack.state() == Future.State.FAILED && ack.exceptionNow() instanceof TimeoutException)
                unavailableTopics.add(entry.topic());
            return ack;
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Records the outcome of a document. Returns the error of an entry that is retried. */
    private Optional<Throwable> conclude(SentDocument sent) {
        for (var each : sent.entries()) {
            if (each.isFailed()) {
                var failure = each.ack().exceptionNow();
                if (PublishFailure.isPermanent(failure)) {
                    parked.park(sent.document(), each.entry(), failure);
                    return Optional.empty();
                }
                queue.add(sent.document(), failure instanceof TimeoutException ? UNAVAILABLE_RETRY_DELAY : RETRY_DELAY);
                return Optional.of(failure);
            }
            published.add(sent.document(), each.entry());
            publishLatency.record(Duration.ofMillis(Math.max(0, clock.millis() - each.entry().writtenAtMillis())));
        }
        return Optional.empty();
    }
}
