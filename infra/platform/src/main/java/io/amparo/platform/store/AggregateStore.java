package io.amparo.platform.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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
    private static final int MAX_ATTEMPTS = 5;
    private static final int CURSOR_BATCH_SIZE = 500;
    /** Updates that are held in memory together with their documents. */
    private static final int UPDATE_BATCH_SIZE = 200;

    private final MongoCollection<Document> documents;
    private final Outbox outbox;

    /** @param indexes indexes for the queries of this store, on fields below {@code state} */
    public AggregateStore(Outbox outbox, String collection, IndexModel... indexes) {
        this.outbox = outbox;
        this.documents = outbox.open(collection, List.of(indexes));
    }

    /** Encodes a state as a document. */
    protected abstract Document write(S state);

    /** Decodes a state from a document. */
    protected abstract S read(Document state);

    public final Optional<Versioned<S>> find(String id) {
        return Optional.ofNullable(documents.find(eq(id)).first()).map(this::versioned);
    }

    /** Stores a new aggregate with version 1. Returns false if the id exists; the existing aggregate is not changed. */
    public final boolean insert(String id, String cause, Change<S, E> change) {
        var draft = new Draft<>(this, outbox, id, null);
        draft.append(cause, change);
        return tryWrite(List.of(draft));
    }

    /**
     * Applies a decision once per cause. After a lost race it decides again on the new state.
     *
     * @return false if the cause was applied before
     * @throws NoSuchElementException if no aggregate has this id
     * @throws ConcurrentModificationException if 5 attempts lose the race
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
        return tryApply(List.of(AggregateUpdate.of(id, cause, decide)), expectedVersion);
    }

    /**
     * Applies updates with one read and one bulk write per 200 updates. Updates of the same aggregate are applied in order. If it
     * fails, some updates may have been applied; repeating all of them is safe.
     */
    public final void applyAll(List<AggregateUpdate<S, E>> updates) {
        for (int from = 0; from < updates.size(); from += UPDATE_BATCH_SIZE)
            tryApply(updates.subList(from, Math.min(from + UPDATE_BATCH_SIZE, updates.size())), null);
    }

    /**
     * Publishes derived events directly, bypassing the outbox, and returns after the broker's acknowledgement. It is meant for
     * many events that should not be stored a second time. The document is not changed. Event ids depend on the document version,
     * so a retry repeats them; a caller that needs completeness must record it elsewhere afterwards. Only for documents whose own
     * changes emit no events, because otherwise event ids collide.
     *
     * @throws NoSuchElementException if no aggregate has this id
     */
    public final void publishDirectly(String id, String cause, Function<S, List<E>> derive) {
        var current = find(id).orElseThrow();
        outbox.publish(id, current.version(), cause, derive.apply(current.state()));
    }

    /** Returns false if no document had to change. */
    private boolean tryApply(List<AggregateUpdate<S, E>> updates, @Nullable Long expectedVersion) {
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            var drafts = drafts(updates, expectedVersion);
            if (drafts.isEmpty()) return false;
            if (tryWrite(drafts)) return true;
            // Without this random delay, 8 writers on one document often reach the limit of 5 attempts.
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextLong(1, 10L * attempt)));
        }
        throw new ConcurrentModificationException("Aggregates " + updates.stream().map(AggregateUpdate::id).distinct().toList()
                + " changed concurrently in " + MAX_ATTEMPTS + " attempts");
    }

    private List<Draft<S, E>> drafts(List<AggregateUpdate<S, E>> updates, @Nullable Long expectedVersion) {
        var drafts = new LinkedHashMap<String, Draft<S, E>>();
        updates.forEach(update -> drafts.put(update.id(), new Draft<>(this, outbox, update.id(), null)));
        documents.find(drafts.size() == 1 ? eq(updates.getFirst().id()) : in("_id", drafts.keySet()))
                .forEach(found -> drafts.put(found.getString("_id"), new Draft<>(this, outbox, found.getString("_id"), found)));
        for (var update : updates) drafts.get(update.id()).apply(update, expectedVersion);
        return drafts.values().stream().filter(draft -> draft.isChanged()).toList();
    }

    /** Returns false after a lost race: some drafts may be written and some not. */
    private boolean tryWrite(List<Draft<S, E>> drafts) {
        try {
            var result = documents.bulkWrite(drafts.stream().map(Draft::write).toList(), new BulkWriteOptions().ordered(false));
            return result.getInsertedCount() + result.getModifiedCount() == drafts.size();
        } catch (MongoBulkWriteException e) {
            // A write concern error means that the write may be rolled back; it is not a lost race.
            if (e.getWriteConcernError() != null) throw e;
            for (var error : e.getWriteErrors())
                if (error.getCategory() != ErrorCategory.DUPLICATE_KEY || find(drafts.get(error.getIndex()).id()).isEmpty())
                    throw e;
            return false;
        } finally {
            drafts.stream().filter(Draft::hasEvents).forEach(draft -> outbox.signal(documents, draft.id()));
        }
    }

    /** Returns the ids of due aggregates, longest due first. Uses the index on {@code dueAt} that every store has. */
    public final List<String> due(Instant now, int limit) {
        return ids(lte("dueAt", now), Sorts.ascending("dueAt"), limit);
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

    /** As {@link #query}, but returns only the ids and decodes no state. */
    public final List<String> ids(Bson filter, Bson sort, int limit) {
        var found = documents.find(filter).projection(Projections.include("_id")).sort(sort).limit(limit);
        return found.map(document -> document.getString("_id")).into(new ArrayList<>());
    }

    /** Passes every aggregate once to the reader, in the order of ids. Holds at most 500 documents in memory. */
    public final void forEach(Consumer<S> reader) {
        forEach(new Document(), Sorts.ascending("_id"), reader);
    }

    /** As {@link #forEach(Consumer)}, with a filter and a sort order that an index should support. */
    public final void forEach(Bson filter, Bson sort, Consumer<S> reader) {
        try (var cursor = documents.find(filter).sort(sort).batchSize(CURSOR_BATCH_SIZE).cursor()) {
            cursor.forEachRemaining(found -> reader.accept(read(found.get("state", Document.class))));
        }
    }

    /** For queries of subclasses. Fields of the state are named {@code state.<field>}. */
    public final List<Versioned<S>> query(Bson filter, Bson sort, int limit) {
        return documents.find(filter).sort(sort).limit(limit).map(this::versioned).into(new ArrayList<>());
    }

    /** For aggregation pipelines of subclasses. Returns the output documents of the last stage. */
    public final List<Document> aggregate(Bson... stages) {
        return documents.aggregate(List.of(stages)).into(new ArrayList<>());
    }

    private Versioned<S> versioned(Document found) {
        return new Versioned<>(found.getString("_id"), found.getLong("version"), read(found.get("state", Document.class)));
    }
}
