package io.amparo.platform.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Repository of the aggregates of one type. Each is one document with state, version, due time, inbox and outbox. One write
 * guarded by the version changes all of them or none: an event is published only if its state was stored, and a cause is applied
 * once.
 *
 * @param <S> the state
 * @param <E> the events that the aggregate emits
 */
public abstract class AggregateStore<S, E> {
    /** Leaves out the unpublished events, which can be larger than the state. */
    private static final Bson STATE_ONLY = Projections.include("version", "state");
    private static final FindOneAndUpdateOptions AFTER = new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)
            .projection(Projections.include("dueAt"));

    private final MongoCollection<Document> documents;
    private final LimitedQueries queries;
    private final MajorityCommit commits;
    private final RecentWrites recent;
    private final WriterQueues queues = new WriterQueues();
    private final Outbox outbox;

    /** @param indexes indexes for the queries of this store, on fields below {@code state} */
    public AggregateStore(Outbox outbox, String collection, IndexModel... indexes) {
        this.outbox = outbox;
        this.documents = outbox.open(collection, List.of(indexes));
        this.queries = new LimitedQueries(documents);
        this.recent = new RecentWrites(documents);
        this.commits = new MajorityCommit(documents);
    }

    /** Encodes a state as a document. */
    protected abstract Document write(S state);

    /** Decodes a state from a document. */
    protected abstract S read(Document state);

    /**
     * Returns the event classes that carry the whole state of an aggregate (compacted topics). The last event of these classes is
     * kept in the document, so that it can be published once more.
     */
    protected Set<Class<?>> wholeStateEvents() {
        return Set.of();
    }

    /**
     * Returns the name that the ids of the events of this store contain, if each is a whole state of which only the newest has to
     * be published; null if every event counts. The name allows another store of the service to have documents of the same ids.
     */
    protected @Nullable String stateName() {
        return null;
    }

    /**
     * Whether the updates of {@link #applyAll} usually create their aggregate: one that this process has not written lately is
     * first taken as missing, which saves a read for each that is created.
     */
    protected boolean insertsFirst() {
        return false;
    }

    /**
     * Returns the origin of the events of a state; null if it is the cause of the update and the current trace. A state that a
     * ticker changes keeps the origin of what it is about.
     */
    protected @Nullable EventOrigin origin(S state) {
        return null;
    }

    public final Optional<Versioned<S>> find(String id) {
        return Optional.ofNullable(queries.find(eq(id), 1).projection(STATE_ONLY).first()).map(this::versioned);
    }

    /**
     * Returns an aggregate in this version or a later one, which need not be the newest: without a read if this process has
     * written it in the last 30 s.
     */
    public final Optional<Versioned<S>> findSince(String id, long version) {
        return Optional.ofNullable(recent.find(id)).map(this::versioned).filter(found -> found.version() >= version)
                .or(() -> find(id));
    }

    /** Stores a new aggregate with version 1. Returns false if the id exists; the existing aggregate is not changed. */
    public final boolean insert(String id, String cause, Change<S, E> change) {
        return writer().insert(id, cause, change);
    }

    /**
     * Applies a decision once per cause. After a lost race it decides again on the new state. Concurrent callers of this process
     * wait for each other, at most 2 s, so that they don't lose races against each other.
     *
     * @return false if the cause was applied before
     * @throws NoSuchElementException if no aggregate has this id
     * @throws ConcurrentModificationException if 10 attempts lose the race
     */
    public final boolean update(String id, String cause, Function<S, Change<S, E>> decide) {
        return update(id, cause, null, decide);
    }

    /**
     * As {@link #update(String, String, Function)}, but only on the version that the caller has read.
     *
     * @throws StaleVersionException if the aggregate has another version
     * @throws NoSuchElementException if no aggregate has this id
     */
    public final boolean update(String id, String cause, @Nullable Long expectedVersion, Function<S, Change<S, E>> decide) {
        return write(id, cause, expectedVersion, decide) > 0;
    }

    /** As {@link #update(String, String, Long, Function)}, but returns the aggregate in the version of the update, or later. */
    public final Versioned<S> updateAndFind(String id, String cause, @Nullable Long expectedVersion,
            Function<S, Change<S, E>> decide) {
        long version = write(id, cause, expectedVersion, decide);
        return (version == 0 ? find(id) : findSince(id, version)).orElseThrow();
    }

    private long write(String id, String cause, @Nullable Long expectedVersion, Function<S, Change<S, E>> decide) {
        return queues.inTurn(id, () -> writer().update(AggregateUpdate.of(id, cause, decide), expectedVersion));
    }

    /**
     * Applies updates with at most one read and one bulk write per 200 updates, at most 64 of them of the same aggregate, in
     * order. If it fails, some may have been applied; repeating all of them is safe, if there are at most 1,000 of the same
     * aggregate.
     */
    public final void applyAll(List<AggregateUpdate<S, E>> updates) {
        writer().applyAll(updates);
    }

    /**
     * Publishes many derived events directly, bypassing the outbox, and returns after the broker's acknowledgement. Event ids
     * depend on the document version, which does not change: a retry repeats them. Only for documents whose own changes emit no
     * events, because otherwise event ids collide. A caller that needs completeness must record it elsewhere afterwards.
     *
     * @throws NoSuchElementException if no aggregate has this id
     */
    public final void publishDirectly(String id, EventOrigin origin, Function<S, List<E>> derive) {
        var current = find(id).orElseThrow();
        outbox.publish(id, current.version(), origin, derive.apply(current.state()));
    }

    /** Returns the origin of events because of a cause in the current trace, for those that are published later. */
    public final EventOrigin currentOrigin(String cause) {
        return outbox.currentOrigin(cause);
    }

    /** Returns the ids of due aggregates, longest due first. Uses the index on {@code dueAt} that every store has. */
    public final List<String> due(Instant now, int limit) {
        return due(new Document(), now, limit);
    }

    /** As {@link #due(Instant, int)}, but only the aggregates that match a filter. */
    public final List<String> due(Document filter, Instant now, int limit) {
        return ids(new Document(filter).append("dueAt", new Document("$lte", now)), Sorts.ascending("dueAt"), limit);
    }

    /**
     * Postpones a due aggregate, so that only one instance at a time processes it. If this instance crashes, the aggregate
     * becomes due again for any instance.
     *
     * @param until end of the claim, the new due time
     * @return false if another instance has claimed the aggregate
     */
    public final boolean claim(String id, Instant now, Instant until) {
        var dueDocument = new Document("_id", id).append("dueAt", new Document("$lte", now));
        return documents.updateOne(dueDocument, new Document("$set", new Document("dueAt", until))).getModifiedCount() == 1;
    }

    /** Removes an aggregate that nothing refers to and whose events are published. */
    public final void delete(String id) {
        recent.removeAll(List.of(id));
        documents.deleteOne(new Document("_id", id).append("outbox", List.of()));
    }

    /** As {@link #query}, but returns only the ids and decodes no state. */
    public final List<String> ids(Bson filter, Bson sort, int limit) {
        if (limit < 1) return List.of();
        return queries.find(filter, limit).projection(Projections.include("_id")).sort(sort)
                .map(document -> document.getString("_id")).into(new ArrayList<>());
    }

    /** Passes every aggregate, in the order of ids; 500 are in memory. Without limit: the reader must not keep them. */
    public final void forEach(Consumer<S> reader) {
        forEach(new Document(), Sorts.ascending("_id"), reader);
    }

    /** As {@link #forEach(Consumer)}, with a filter and a sort order that an index should support. */
    public final void forEach(Bson filter, Bson sort, Consumer<S> reader) {
        queries.walk(filter, sort).projection(STATE_ONLY)
                .forEach(found -> reader.accept(read(found.get("state", Document.class))));
    }

    /** For queries of subclasses. Fields of the state are named {@code state.<field>}. */
    public final List<Versioned<S>> query(Bson filter, Bson sort, int limit) {
        if (limit < 1) return List.of();
        return queries.find(filter, limit).projection(STATE_ONLY).sort(sort).map(this::versioned).into(new ArrayList<>());
    }

    /** Returns how many aggregates match, at most {@code max}. */
    protected final int count(Bson filter, int max) {
        return queries.count(filter, max);
    }

    /** For aggregation pipelines of subclasses. Returns the output documents of the last stage. */
    public final List<Document> aggregate(Bson... stages) {
        return queries.aggregate(List.of(stages));
    }

    /** Returns documents in the order of ids with the last event that carries their whole state. */
    List<Document> lastWholeStates(Bson filter, int limit) {
        // One outbox entry is enough to see that the relay still has to publish this document.
        return queries.find(filter, limit).sort(Sorts.ascending("_id"))
                .projection(OutboxSweep.firstEntries(1).append(Draft.WHOLE_STATE, 1)).into(new ArrayList<>());
    }

    /** Postpones an aggregate to this instant, unless it is due later. Returns the instant at which it is due, if any. */
    Optional<Instant> postpone(String id, Instant until) {
        var due = new Document("_id", id).append("dueAt", new Document("$ne", null));
        return Optional.ofNullable(documents.findOneAndUpdate(due, Updates.max("dueAt", until), AFTER))
                .map(found -> found.getDate("dueAt").toInstant());
    }

    String collection() {
        return documents.getNamespace().getCollectionName();
    }

    private AggregateWriter<S, E> writer() {
        return new AggregateWriter<>(this, outbox, documents, commits, recent);
    }

    private Versioned<S> versioned(Document found) {
        return new Versioned<>(found.getString("_id"), found.getLong("version"), read(found.get("state", Document.class)));
    }
}
