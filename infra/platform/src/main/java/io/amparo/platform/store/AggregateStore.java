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
 * Aggregates of one kind, a document each: state, version, due time, inbox and outbox. One guarded write changes all of them or
 * none, so that an event is published exactly where its state was stored, and a cause counts once.
 *
 * @param <S> the state
 * @param <E> the events that its decisions tell of
 */
public abstract class AggregateStore<S, E> {
    private static final int ATTEMPTS = 5;
    private static final int BATCH = 500;
    /** So many hearings are held with their documents. */
    private static final int AT_ONCE = 200;

    private final MongoCollection<Document> documents;
    private final Outbox outbox;

    /** @param indexes what this store's own queries need, on fields below {@code state} */
    protected AggregateStore(Outbox outbox, String collection, IndexModel... indexes) {
        this.outbox = outbox;
        this.documents = outbox.open(collection, List.of(indexes));
    }

    protected abstract Document write(S state);

    protected abstract S read(Document state);

    public final Optional<Versioned<S>> find(String id) {
        return Optional.ofNullable(documents.find(eq(id)).first()).map(this::versioned);
    }

    /** Stores a new aggregate, its version is 1; false when one with this id is there already, which then stays as it is. */
    public final boolean insert(String id, String cause, Change<S, E> change) {
        var fresh = new Draft<>(this, outbox, id, null);
        fresh.take(cause, change);
        return written(List.of(fresh));
    }

    /** Applies a decision once per cause; false when the cause was seen before. Whoever loses a race decides anew. */
    public final boolean update(String id, String cause, Function<S, Change<S, E>> decide) {
        return update(id, cause, null, decide);
    }

    /**
     * As {@link #update(String, String, Function)}, on the version that the caller saw.
     *
     * @throws StaleVersion when it has moved on since
     * @throws NoSuchElementException when there is none of this id
     */
    public final boolean update(String id, String cause, @Nullable Long expected, Function<S, Change<S, E>> decide) {
        return heard(List.of(Hearing.of(id, cause, decide)), expected);
    }

    /**
     * Applies decisions by one read and one write for many, each as if it were alone, those of an aggregate in their order. Where
     * it fails, some may have been applied: to repeat all of them is safe.
     */
    public final void hear(List<Hearing<S, E>> hearings) {
        for (int from = 0; from < hearings.size(); from += AT_ONCE)
            heard(hearings.subList(from, Math.min(from + AT_ONCE, hearings.size())), null);
    }

    /**
     * Publishes what follows from an aggregate as it is, with the broker's acknowledgement and without an outbox: for so much
     * that it should not be stored a second time. The document is not changed, and while it is not, who tells it again tells the
     * same ids; so whoever must be sure that all was told notes that elsewhere afterwards. For documents whose own changes tell
     * nothing, or the ids would meet.
     *
     * @throws NoSuchElementException when there is none of this id
     */
    public final void tell(String id, String cause, Function<S, List<E>> told) {
        var known = find(id).orElseThrow();
        outbox.publish(id, known.version(), cause, told.apply(known.state()));
    }

    /** False when nothing was to be done. */
    private boolean heard(List<Hearing<S, E>> hearings, @Nullable Long expected) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            var drafts = drafts(hearings, expected);
            if (drafts.isEmpty()) return false;
            if (written(drafts)) return true;
            // Eight writers on one document hit the limit of tries again and again without this.
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

    /** False where others have been quicker: then some may be written and some not. */
    private boolean written(List<Draft<S, E>> drafts) {
        try {
            var written = documents.bulkWrite(drafts.stream().map(Draft::write).toList(), new BulkWriteOptions().ordered(false));
            return written.getInsertedCount() + written.getModifiedCount() == drafts.size();
        } catch (MongoBulkWriteException some) {
            // Written, but perhaps not to stay: that is no lost race.
            if (some.getWriteConcernError() != null) throw some;
            for (var error : some.getWriteErrors())
                if (error.getCategory() != ErrorCategory.DUPLICATE_KEY || find(drafts.get(error.getIndex()).id()).isEmpty())
                    throw some;
            return false;
        } finally {
            drafts.stream().filter(Draft::tells).forEach(draft -> outbox.wake(documents, draft.id()));
        }
    }

    /** Ids of what has fallen due, longest due first. Served by the index on {@code dueAt} that every store has. */
    public final List<String> due(Instant now, int limit) {
        return ids(lte("dueAt", now), Sorts.ascending("dueAt"), limit);
    }

    /**
     * Puts off what has fallen due, so that one instance at a time sees to it; false where another was quicker. Who falls over in
     * the midst of it leaves it to whoever finds it due then.
     */
    public final boolean claim(String id, Instant now, Instant until) {
        var due = new Document("_id", id).append("dueAt", new Document("$lte", now));
        return documents.updateOne(due, new Document("$set", new Document("dueAt", until))).getModifiedCount() == 1;
    }

    /** As {@link #query}, without reading what is found. */
    protected final List<String> ids(Bson filter, Bson sort, int limit) {
        return documents.find(filter).projection(Projections.include("_id")).sort(sort).limit(limit)
                .map(found -> found.getString("_id")).into(new ArrayList<>());
    }

    /**
     * Shows every aggregate, one after the other in the order of ids and none twice, without holding more than a batch of them.
     */
    public final void walk(Consumer<S> reader) {
        walk(new Document(), Sorts.ascending("_id"), reader);
    }

    /** As {@link #walk(Consumer)}, some of them, in an order that an index should serve. */
    protected final void walk(Bson filter, Bson sort, Consumer<S> reader) {
        try (var all = documents.find(filter).sort(sort).batchSize(BATCH).cursor()) {
            while (all.hasNext())
                reader.accept(read(all.next().get("state", Document.class)));
        }
    }

    /** For a repository's own queries; fields of the state are {@code state.<field>}. */
    protected final List<Versioned<S>> query(Bson filter, Bson sort, int limit) {
        return documents.find(filter).sort(sort).limit(limit).map(this::versioned).into(new ArrayList<>());
    }

    /** For a repository's lists of what is within documents; the rows are as the last stage leaves them. */
    protected final List<Document> aggregate(Bson... stages) {
        return documents.aggregate(List.of(stages)).into(new ArrayList<>());
    }

    private Versioned<S> versioned(Document found) {
        return new Versioned<>(found.getString("_id"), found.getLong("version"), read(found.get("state", Document.class)));
    }
}
