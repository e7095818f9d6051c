package io.amparo.platform.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.amparo.platform.store.OutboxRelay.Pending;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Where the stores of a service keep their documents, and turn events into entries of the document's own {@code outbox}: nothing
 * is published that was not stored; nothing stored stays unpublished.
 */
public final class Outbox {
    private final MongoDatabase database;
    private final EventWriter writer;
    private final TraceContext trace;
    private final Clock clock;
    private final boolean embedded;
    private final boolean silent;
    private final List<MongoCollection<Document>> collections = new ArrayList<>();
    private volatile @Nullable OutboxRelay relay;

    public Outbox(MongoDatabase database, EventWriter writer, TraceContext trace, Clock clock) {
        this.database = database.withWriteConcern(WriteConcern.MAJORITY);
        this.writer = writer;
        this.trace = trace;
        this.clock = clock;
        // The embedded store's buildInfo tells a version and little else; every other server tells its modules and git version.
        this.embedded = !database.runCommand(new Document("buildInfo", 1)).containsKey("gitVersion");
        this.silent = false;
    }

    private Outbox(Outbox whole) {
        database = whole.database;
        writer = whole.writer;
        trace = whole.trace;
        clock = whole.clock;
        embedded = whole.embedded;
        silent = true;
    }

    /** For a store whose documents tell nothing: a sweep, which may look through all of a store, need not look there. */
    public Outbox silent() {
        return new Outbox(this);
    }

    /** The documents of one store, with the indexes that every store has and its own. */
    MongoCollection<Document> open(String name, List<IndexModel> own) {
        var documents = database.getCollection(name);
        var indexes = new ArrayList<>(own);
        indexes.add(new IndexModel(Indexes.ascending("dueAt"), new IndexOptions().sparse(true)));
        // Serves the sweep: only documents with something left to publish are in it.
        if (!silent) indexes.add(new IndexModel(Indexes.ascending("outbox.id"), new IndexOptions().sparse(true)));
        // The embedded store scans the collection for every guarded write unless a unique index has exactly these fields.
        if (embedded) indexes.add(new IndexModel(Indexes.ascending("_id", "version"), new IndexOptions().unique(true)));
        documents.createIndexes(indexes);
        if (!silent) synchronized (collections) {
            collections.add(documents.withReadConcern(ReadConcern.MAJORITY));
        }
        return documents;
    }

    /**
     * The document at this very version. Spelt as one document: {@code Filters.and} says {@code $and}, for which the embedded
     * store looks at no index (10,000 documents: 35 ms against 6).
     */
    static Bson exactly(String id, long version) {
        return new Document("_id", id).append("version", version);
    }

    List<MongoCollection<Document>> collections() {
        synchronized (collections) {
            return List.copyOf(collections);
        }
    }

    List<Document> entries(String id, long version, String cause, List<?> events) {
        if (silent && !events.isEmpty()) throw new IllegalStateException("nobody would publish what " + id + " tells");
        var records = records(id, version, cause, events);
        return IntStream.range(0, events.size()).mapToObj(n -> entry(records.get(n), name(id, version, n), version)).toList();
    }

    private static String name(String id, long version, int n) {
        return id + "/" + version + "/" + n;
    }

    private List<ProducerRecord<String, byte[]>> records(String id, long version, String cause, List<?> events) {
        var now = clock.instant();
        return IntStream.range(0, events.size()).mapToObj(n -> writer.write(name(id, version, n), id, version, now,
                trace.traceId(), cause, trace.traceparent(), events.get(n))).toList();
    }

    private static Document entry(ProducerRecord<String, byte[]> event, String id, long version) {
        var headers = new Document();
        for (Header header : event.headers()) headers.append(header.key(), new String(header.value(), UTF_8));
        return new Document("id", id).append("version", version).append("topic", event.topic()).append("key", event.key())
                .append("at", event.timestamp()).append("headers", headers).append("value", new String(event.value(), UTF_8));
    }

    /** Tells the relay that this document has something to publish. */
    void wake(MongoCollection<Document> documents, String id) {
        var to = relay;
        if (to != null) to.wake(new Pending(documents.getNamespace().getCollectionName(), id));
    }

    /**
     * Publishes what follows from a document without storing it there first; returns when the broker has it.
     *
     * @throws IllegalStateException where no relay runs
     */
    void publish(String id, long version, String cause, List<?> events) {
        var by = relay;
        if (by == null) throw new IllegalStateException("nobody publishes what " + id + " tells");
        by.tell(records(id, version, cause, events));
    }

    void relayBy(OutboxRelay one) {
        relay = one;
    }
}
