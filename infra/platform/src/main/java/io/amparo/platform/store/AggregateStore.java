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
    private static final int ATTEMPTS = 5;
    private static final int BATCH = 500;
    /** Updates that are held in memory together with their documents. */
    private static final int AT_ONCE = 200;

    private final MongoCollection<Document> documents;
    private final Outbox outbox;

    /** @param indexes indexes for the queries of this store, on fields below {@code state} */
    protected AggregateStore(Outbox outbox, String collection, IndexModel... indexes) {
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
        var fresh = new Draft<>(this, outbox, id, null);
        fresh.take(cause, change);
        return written(List.of(fresh));
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
     * @param expected the version that the caller has read; null for any
     * @throws StaleVersion if the aggregate has another version
     * @throws NoSuchElementException if no aggregate has this id
     */
    public final boolean update(String id, String cause, @Nullable Long expected, Function<S, Change<S, E>> decide) {
        return heard(List.of(Hearing.of(id, cause, decide)), expected);
    }

    /**
     * Applies updates with one read and one bulk write per 200 updates. Updates of the same aggregate are applied in order. If it
     * fails, some updates may have been applied; repeating all of them is safe.
     */
    public final void hear(List<Hearing<S, E>> hearings) {
        for (int from = 0; from < hearings.size(); from += AT_ONCE)
            heard(hearings.subList(from, Math.min(from + AT_ONCE, hearings.size())), null);
    }

    /**
     * Publishes derived events directly, bypassing the outbox, and returns after the broker's acknowledgement. It is meant for
     * many events that should not be stored a second time. The document is not changed. Event ids depend on the document version,
     * so a retry repeats them; a caller that needs completeness must record it elsewhere afterwards. Only for documents whose own
     * changes emit no events, because otherwise event ids collide.
     *
     * @throws NoSuchElementException if no aggregate has this id
     */
    public final void tell(String id, String cause, Function<S, List<E>> told) {
        var known = find(id).orElseThrow();
        outbox.publish(id, known.version(), cause, told.apply(known.state()));
    }

    /** Returns false if no document had to change. */
    private boolean heard(List<Hearing<S, E>> hearings, @Nullable Long expected) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            var drafts = drafts(hearings, expected);
            if (drafts.isEmpty()) return false;
            if (written(drafts)) return true;
            // Without this random delay, 8 writers on one document often reach the limit of 5 attempts.
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextLong(1, 10L * attempt)));
        }
        throw new ConcurrentModificationException(hearings.getFirst().id());
    }

    private List<Draft<S, E>> drafts(List<Hearing<S, E>> hearings, @Nullable Long expected) {
        var drafts = new LinkedHashMap<String, Draft<S, E>>();
        hearings.forEach(hearing -> drafts.put(hearing.id(), new Draft<>(this, outbox, hearing.id(), null)));
        documents.find(drafts.size() == 1 ? eq(hearings.getFirst().id()) : in("_id", drafts.keySet()))
                .forEach(found -> drafts.put(found.getString("_id"), new Draft<>(this, outbox, found.getString("_id"), found)));
        for (var hearing : hearings) drafts.get(hearing.id()).hear(hearing, expected);
        return drafts.values().stream().filter(draft -> draft.isChanged()).toList();
    }

    /** Returns false after a lost race: some drafts may be written and some not. */
    private boolean written(List<Draft<S, E>> drafts) {
        try {
            var written = documents.bulkWrite(drafts.stream().map(Draft::write).toList(), new BulkWriteOptions().ordered(false));
            return written.getInsertedCount() + written.getModifiedCount() == drafts.size();
        } catch (MongoBulkWriteException some) {
            // A write concern error means that the write may be rolled back; it is not a lost race.
            if (some.getWriteConcernError() != null) throw some;
            for (var error : some.getWriteErrors())
                if (error.getCategory() != ErrorCategory.DUPLICATE_KEY || find(drafts.get(error.getIndex()).id()).isEmpty())
                    throw some;
            return false;
        } finally {
            drafts.stream().filter(Draft::tells).forEach(draft -> outbox.wake(documents, draft.id()));
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
        var due = new Document("_id", id).append("dueAt", new Document("$lte", now));
        return documents.updateOne(due, new Document("$set", new Document("dueAt", until))).getModifiedCount() == 1;
    }

    /** As {@link #query}, but returns only the ids and decodes no state. */
    protected final List<String> ids(Bson filter, Bson sort, int limit) {
        return documents.find(filter).projection(Projections.include("_id")).sort(sort).limit(limit)
                .map(found -> found.getString("_id")).into(new ArrayList<>());
    }

    /** Passes every aggregate once to the reader, in the order of ids. Holds at most 500 documents in memory. */
    public final void walk(Consumer<S> reader) {
        walk(new Document(), Sorts.ascending("_id"), reader);
    }

    /** As {@link #walk(Consumer)}, with a filter and a sort order that an index should support. */
    protected final void walk(Bson filter, Bson sort, Consumer<S> reader) {
        try (var all = documents.find(filter).sort(sort).batchSize(BATCH).cursor()) {
            while (all.hasNext())
                reader.accept(read(all.next().get("state", Document.class)));
        }
    }

    /** For queries of subclasses. Fields of the state are named {@code state.<field>}. */
    protected final List<Versioned<S>> query(Bson filter, Bson sort, int limit) {
        return documents.find(filter).sort(sort).limit(limit).map(this::versioned).into(new ArrayList<>());
    }

    /** For aggregation pipelines of subclasses. Returns the output documents of the last stage. */
    protected final List<Document> aggregate(Bson... stages) {
        return documents.aggregate(List.of(stages)).into(new ArrayList<>());
    }

    private Versioned<S> versioned(Document found) {
        return new Versioned<>(found.getString("_id"), found.getLong("version"), read(found.get("state", Document.class)));
    }
}
