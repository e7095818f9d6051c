package io.amparo.platform.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.pushEach;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.PushOptions;
import com.mongodb.client.model.Sorts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
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
    private static final int REMEMBERED = 64;
    private static final int BATCH = 500;

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
        var document = new Document("_id", id).append("version", 1L).append("state", write(change.state()))
                .append("dueAt", change.dueAt()).append("inbox", List.of(cause))
                .append("outbox", outbox.entries(id, 1, cause, change.events()));
        try {
            documents.insertOne(document);
        } catch (MongoWriteException taken) {
            if (taken.getError().getCategory() != ErrorCategory.DUPLICATE_KEY || find(id).isEmpty()) throw taken;
            return false;
        }
        if (!change.events().isEmpty()) outbox.wake(documents, id);
        return true;
    }

    /** Applies a decision once per cause; false when the cause was seen before. Whoever loses a race decides anew. */
    public final boolean update(String id, String cause, Function<S, Change<S, E>> decide) {
        return update(id, cause, null, decide);
    }

    /**
     * As {@link #update(String, String, Function)}, on the version that the caller saw.
     *
     * @throws StaleVersion           when it has moved on since
     * @throws NoSuchElementException when there is none of this id
     */
    public final boolean update(String id, String cause, @Nullable Long expected, Function<S, Change<S, E>> decide) {
        return decided(id, cause, expected, null, decide);
    }

    /** Applies a decision once per cause to the aggregate, or begins it where there is none of this id. */
    public final boolean put(String id, String cause, Supplier<Change<S, E>> first, Function<S, Change<S, E>> decide) {
        return decided(id, cause, null, first, decide);
    }

    private boolean decided(String id, String cause, @Nullable Long expected, @Nullable Supplier<Change<S, E>> first,
            Function<S, Change<S, E>> decide) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            var found = documents.find(eq(id)).first();
            if (found == null) {
                if (first == null) throw new NoSuchElementException(id);
                if (insert(id, cause, first.get())) return true;
                continue;
            }
            if (found.getList("inbox", String.class).contains(cause)) return false;
            long version = found.getLong("version");
            if (expected != null && expected != version) throw new StaleVersion(id, expected, version);
            var change = decide.apply(read(found.get("state", Document.class)));
            if (replaced(id, version, cause, change)) return true;
            // Eight writers on one document hit the limit of tries again and again without this.
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextLong(1, 10L * attempt)));
        }
        throw new ConcurrentModificationException(id);
    }

    private boolean replaced(String id, long version, String cause, Change<S, E> change) {
        var updates = new ArrayList<Bson>(List.of(set("version", version + 1), set("state", write(change.state())),
                set("dueAt", change.dueAt()), pushEach("inbox", List.of(cause), new PushOptions().slice(-REMEMBERED))));
        if (!change.events().isEmpty()) updates.add(pushEach("outbox", outbox.entries(id, version + 1, cause, change.events())));
        var written = documents.updateOne(Outbox.exactly(id, version), combine(updates));
        if (written.getModifiedCount() == 0) return false;
        if (!change.events().isEmpty()) outbox.wake(documents, id);
        return true;
    }

    /** Ids of what has fallen due, longest due first. Served by the index on {@code dueAt} that every store has. */
    public final List<String> due(Instant now, int limit) {
        return documents.find(lte("dueAt", now)).projection(Projections.include("_id")).sort(Sorts.ascending("dueAt"))
                .limit(limit)
                .map(found -> found.getString("_id")).into(new ArrayList<>());
    }

    /** Shows every aggregate, one after the other in the order of ids and none twice, without holding more than a batch of them. */
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
