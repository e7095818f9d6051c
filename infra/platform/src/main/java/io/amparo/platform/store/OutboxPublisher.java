package io.amparo.platform.store;

import static com.mongodb.client.model.Filters.in;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;

import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the entries of many documents to the broker at once. Each document has its own outcome: an entry that fails stops the
 * later entries of its document only. Used by the relay's thread only.
 */
final class OutboxPublisher {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxPublisher.class);
    /** Entries that are read of a document at once; 50 documents with entries of 16 kB need 16 MB. */
    private static final int ENTRIES_PER_READ = 20;
    private static final int DOCUMENTS_PER_READ = 50;
    /**
     * The broker may refuse a record of this size. The relay waits for its acknowledgement, so that no later entry overtakes it.
     */
    private static final int LARGE_RECORD_BYTES = 32 * 1024;
    private static final Duration RETRY_DELAY = Duration.ofMillis(500);

    private record SentEntry(OutboxEntry entry, Future<RecordMetadata> ack) {}

    /** @param hasMore whether the document may have entries that were not read yet */
    private record SentDocument(PendingDocument document, List<SentEntry> entries, boolean hasMore) {}

    private final Outbox outbox;
    private final Producer<String, byte[]> producer;
    private final PendingQueue queue;
    private final PublishedEntries published;
    private final ParkedEntries parked;
    private final Clock clock;
    private final Timer publishLatency;

    OutboxPublisher(Outbox outbox, Producer<String, byte[]> producer, PendingQueue queue, PublishedEntries published,
            ParkedEntries parked, Clock clock, MeterRegistry meters) {
        this.outbox = outbox;
        this.producer = producer;
        this.queue = queue;
        this.published = published;
        this.parked = parked;
        this.clock = clock;
        this.publishLatency = Timer.builder("amparo.outbox.publish.latency")
                .description("From stored to acknowledged by the broker").publishPercentileHistogram().register(meters);
    }

    /** Sends the first entries of each document and waits for the broker. Documents with more entries are queued once more. */
    void publish(List<PendingDocument> batch) throws InterruptedException {
        var byCollection = batch.stream().collect(groupingBy(PendingDocument::collection, mapping(PendingDocument::id, toSet())));
        var unavailableTopics = new HashSet<String>();
        var sent = new ArrayList<SentDocument>(batch.size());
        for (var documents : outbox.collections()) {
            var name = documents.getNamespace().getCollectionName();
            var ids = byCollection.getOrDefault(name, Set.of());
            if (!ids.isEmpty())
                for (var document : documents.find(in("_id", ids)).projection(OutboxSweep.firstEntries(ENTRIES_PER_READ))
                        .batchSize(DOCUMENTS_PER_READ).limit(ids.size()).maxTime(LimitedQueries.MAX_WALK_TIME.toMillis(),
                                TimeUnit.MILLISECONDS))
                    sent.add(send(name, document, unavailableTopics));
        }
        producer.flush();
        conclude(sent);
    }

    private void conclude(List<SentDocument> sent) throws InterruptedException {
        var failures = new ArrayList<Throwable>();
        var unfinished = new ArrayList<PendingDocument>();
        for (var document : sent) {
            conclude(document).ifPresent(failures::add);
            if (document.hasMore()) unfinished.add(document.document());
        }
        if (!failures.isEmpty())
            LOG.warn("Outbox relay cannot publish events of {} documents ({}); retrying in {} ms", failures.size(),
                    failures.getFirst().toString(), RETRY_DELAY.toMillis());
        if (unfinished.isEmpty()) return;
        published.remove(); // the next read of these documents must find other entries
        unfinished.forEach(queue::add);
    }

    private SentDocument send(String collection, Document document, Set<String> unavailableTopics) throws InterruptedException {
        var pending = new PendingDocument(collection, document.getString("_id"));
        var entries = document.getList(OutboxEntry.FIELD, Document.class, List.of()).stream().map(OutboxEntry::new).toList();
        var sent = new ArrayList<SentEntry>(entries.size());
        for (var entry : entries) {
            if (entry.isParked()) return new SentDocument(pending, sent, false);
            if (published.contains(pending, entry)) continue;
            var ack = send(entry, unavailableTopics);
            sent.add(new SentEntry(entry.withoutContent(), ack));
            if (ack.isDone() && ack.state() == Future.State.FAILED) return new SentDocument(pending, sent, false);
        }
        return new SentDocument(pending, sent, entries.size() == ENTRIES_PER_READ);
    }

    private Future<RecordMetadata> send(OutboxEntry entry, Set<String> unavailableTopics) throws InterruptedException {
        try {
            // A topic without metadata blocks the thread until the time limit of the producer: once in a batch is enough.
            if (unavailableTopics.contains(entry.topic()))
                throw new TimeoutException("Topic " + entry.topic() + " is unavailable");
            var ack = producer.send(entry.record());
            if (entry.bytes() > LARGE_RECORD_BYTES) ack.get();
            return ack;
        } catch (ExecutionException e) {
            return CompletableFuture.failedFuture(e.getCause());
        } catch (RuntimeException e) {
            if (e instanceof TimeoutException) unavailableTopics.add(entry.topic());
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Records the outcome of a document. Returns the error of an entry that is retried. */
    private Optional<Throwable> conclude(SentDocument sent) throws InterruptedException {
        for (var each : sent.entries()) {
            try {
                each.ack().get();
            } catch (ExecutionException e) {
                if (isPermanent(e.getCause())) {
                    parked.park(sent.document(), each.entry(), e.getCause());
                    return Optional.empty();
                }
                queue.add(sent.document(), RETRY_DELAY);
                return Optional.of(e.getCause());
            }
            published.add(sent.document(), each.entry());
            publishLatency.record(Duration.ofMillis(Math.max(0, clock.millis() - each.entry().writtenAtMillis())));
        }
        return Optional.empty();
    }

    /** Whether a record fails in the same way whenever it is sent. All other errors may pass, so the relay waits. */
    private static boolean isPermanent(Throwable failure) {
        return failure instanceof RecordTooLargeException || failure instanceof RecordBatchTooLargeException
                || failure instanceof InvalidTopicException || failure instanceof InvalidRecordException
                || failure instanceof SerializationException;
    }
}
