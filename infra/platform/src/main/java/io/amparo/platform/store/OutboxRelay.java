package io.amparo.platform.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.pullByFilter;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Publishes the outbox entries of the documents in order, and removes the entries that the broker has acknowledged. Every write
 * signals the relay; a sweep finds entries left by a crash. Published entries are removed about 400 ms later, many documents in
 * one bulk write. Until then the relay remembers them in memory; after a crash they are published once more. Two concurrent
 * relays only cause duplicates, because the id of an event is the same every time.
 */
public final class OutboxRelay implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
    private static final int BATCH_SIZE = 200;
    private static final long RETRY_DELAY_MILLIS = 500;
    private static final long REMOVE_INTERVAL_MILLIS = 400;

    /** A document that may have unpublished entries. */
    record PendingDocument(String collection, String id) {}

    /** Entries of one document that were sent but not yet acknowledged. */
    private record SentEntries(PendingDocument document, long version, List<Future<RecordMetadata>> acks, List<Long> writtenAt) {}

    private final Outbox outbox;
    private final Producer<String, byte[]> producer;
    private final Clock clock;
    private final Duration sweepEvery;
    private final Timer publishLatency;
    private final LinkedBlockingQueue<PendingDocument> queue = new LinkedBlockingQueue<>();
    /** Published entries that are still stored in documents: all entries up to this version of the document. */
    private final Map<PendingDocument, Long> published = new LinkedHashMap<>();
    /** Ids of the entries that the previous sweep found; null before the first sweep and after a failure. */
    private @Nullable Set<String> previousSweep;
    private volatile boolean running;
    private Thread thread = Thread.ofVirtual().unstarted(() -> {});

    public OutboxRelay(Outbox outbox, Producer<String, byte[]> producer, Clock clock, Duration sweepEvery, MeterRegistry meters) {
        this.outbox = outbox;
        this.producer = producer;
        this.clock = clock;
        this.sweepEvery = sweepEvery;
        this.publishLatency = Timer.builder("amparo.outbox.publish.latency")
                .description("From stored to acknowledged by the broker").publishPercentileHistogram().register(meters);
        Gauge.builder("amparo.outbox.pending", queue, LinkedBlockingQueue::size).description("Documents waiting for the relay")
                .register(meters);
    }

    @Override
    public void start() {
        running = true;
        outbox.attachRelay(this);
        thread = Thread.ofPlatform().name("outbox-relay").daemon(true).start(this::run);
    }

    void signal(PendingDocument document) {
        queue.add(document);
    }

    /**
     * Publishes records that are stored in no document. Returns after the broker has acknowledged all of them.
     *
     * @throws KafkaException if a record is not acknowledged
     */
    void publish(List<ProducerRecord<String, byte[]>> events) {
        try {
            for (var ack : events.stream().map(producer::send).toList()) ack.get();
        } catch (ExecutionException e) {
            throw new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(e);
        }
    }

    private void run() {
        long sweepAt = System.nanoTime();
        long removedAt = System.nanoTime();
        while (running) {
            try {
                if (System.nanoTime() - sweepAt >= 0) {
                    sweep();
                    sweepAt = System.nanoTime() + sweepEvery.toNanos();
                }
                publishPending(nextBatch());
                if (System.nanoTime() - removedAt >= TimeUnit.MILLISECONDS.toNanos(REMOVE_INTERVAL_MILLIS)) {
                    removePublished();
                    removedAt = System.nanoTime();
                }
            } catch (MongoException | KafkaException | ExecutionException e) {
                LOG.warn("Outbox relay cannot publish ({}); retrying in 500 ms", e.toString());
                previousSweep = null;
                pause();
                sweepAt = System.nanoTime();
            } catch (InterruptedException ignored) {
                break;
            }
        }
        Thread.interrupted(); // clears the interrupt, which would abort the last write
        try {
            removePublished();
        } catch (MongoException e) {
            LOG.warn("Outbox relay cannot remove published entries ({}); it publishes them once more after the next start",
                    e.toString());
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(RETRY_DELAY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<PendingDocument> nextBatch() throws InterruptedException {
        var batch = new ArrayList<PendingDocument>(BATCH_SIZE);
        var timeoutMillis = published.isEmpty() ? sweepEvery.toMillis() : REMOVE_INTERVAL_MILLIS;
        var first = queue.poll(timeoutMillis, TimeUnit.MILLISECONDS);
        if (first != null) batch.add(first);
        queue.drainTo(batch, BATCH_SIZE - batch.size());
        return batch;
    }

    /**
     * Queues documents with unpublished entries. The first sweep after a start or a failure queues all of them; later sweeps
     * queue only those with entries that the previous sweep found too. Newer entries are in progress: the relay of another
     * instance has published them and not removed them yet.
     */
    private void sweep() {
        var previous = previousSweep;
        var current = new HashSet<String>();
        for (var documents : outbox.collections())
            documents.find(exists("outbox.id")).projection(Projections.include("outbox.id")).forEach(found -> {
                var entries = found.getList("outbox", Document.class).stream().map(entry -> entry.getString("id")).toList();
                current.addAll(entries);
                if (previous == null || entries.stream().anyMatch(previous::contains))
                    queue.add(new PendingDocument(documents.getNamespace().getCollectionName(), found.getString("_id")));
            });
        previousSweep = current;
    }

    private void publishPending(List<PendingDocument> batch) throws ExecutionException, InterruptedException {
        var byCollection = batch.stream().collect(groupingBy(PendingDocument::collection, mapping(PendingDocument::id, toSet())));
        for (var documents : outbox.collections()) {
            var ids = byCollection.getOrDefault(documents.getNamespace().getCollectionName(), Set.of());
            if (!ids.isEmpty()) publishPending(documents, ids);
        }
    }

    private void publishPending(MongoCollection<Document> documents, Set<String> ids)
            throws ExecutionException, InterruptedException {
        var sent = documents.find(in("_id", ids)).projection(Projections.include("outbox"))
                .map(document -> send(documents.getNamespace().getCollectionName(), document)).into(new ArrayList<>());
        producer.flush();
        for (var each : sent) {
            for (var ack : each.acks()) ack.get();
            each.writtenAt().forEach(at -> publishLatency.record(Duration.ofMillis(Math.max(0, clock.millis() - at))));
            if (!each.acks().isEmpty()) published.put(each.document(), each.version());
        }
    }

    private SentEntries send(String collection, Document document) {
        var pending = new PendingDocument(collection, document.getString("_id"));
        var acks = new ArrayList<Future<RecordMetadata>>();
        var writtenAt = new ArrayList<Long>();
        long publishedVersion = published.getOrDefault(pending, -1L);
        long version = publishedVersion;
        for (var entry : document.getList("outbox", Document.class, List.of())) {
            if (versionOf(entry) <= publishedVersion) continue;
            acks.add(producer.send(record(entry)));
            writtenAt.add(entry.getLong("at"));
            version = Math.max(version, versionOf(entry));
        }
        return new SentEntries(pending, version, acks, writtenAt);
    }

    /** All entries of one write share a version, so a version is published completely or not at all. */
    private static long versionOf(Document entry) {
        return entry.getLong("version");
    }

    private void removePublished() {
        for (var documents : outbox.collections()) {
            var publishedDocuments = published.keySet().stream()
                    .filter(document -> document.collection().equals(documents.getNamespace().getCollectionName())).toList();
            if (publishedDocuments.isEmpty()) continue;
            documents.bulkWrite(publishedDocuments.stream().map(document -> pull(document, published.get(document))).toList(),
                    new BulkWriteOptions().ordered(false));
            publishedDocuments.forEach(published::remove);
        }
    }

    /** Removes entries by version: by ids, n entries of a document would need n² comparisons. */
    private static WriteModel<Document> pull(PendingDocument document, long version) {
        return new UpdateOneModel<>(eq(document.id()),
                pullByFilter(new Document("outbox", lte("version", version).toBsonDocument())));
    }

    private static ProducerRecord<String, byte[]> record(Document entry) {
        var event = new ProducerRecord<>(entry.getString("topic"), null, entry.getLong("at"), entry.getString("key"),
                entry.getString("value").getBytes(UTF_8));
        entry.get("headers", Document.class)
                .forEach((name, value) -> event.headers().add(name, value.toString().getBytes(UTF_8)));
        return event;
    }

    @Override
    public void stop() {
        running = false;
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ofSeconds(5));
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
