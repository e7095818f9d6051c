package io.amparo.platform.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Projection of another service's whole-state events (compacted topics): the newest state per id, by sequence. Events may arrive
 * twice or late, and skipping older ones is safe. Events that must each be applied belong in an {@link AggregateStore}.
 *
 * <p>
 * {@link #lookUp} answers from a {@link LookupCache}: a change by another process, such as the removal of a contact, counts here
 * at most 5 s later.
 *
 * @param <S> the state
 */
public abstract class Projection<S> {
    private static final int MAX_ATTEMPTS = 20;

    private record Lookup(String field, String value, int limit) {}

    private final LookupCache<Lookup, S> lookups = new LookupCache<>();
    private final MongoCollection<Document> documents;
    private final LimitedQueries queries;
    private final MajorityCommit commits;

    public Projection(Outbox outbox, String collection, IndexModel... indexes) {
        documents = outbox.withoutEvents().open(collection, List.of(indexes));
        queries = new LimitedQueries(documents);
        commits = new MajorityCommit(documents);
    }

    /** Encodes a state as a document. */
    protected abstract Document write(S state);

    /** Decodes a state from a document. */
    protected abstract S read(Document state);

    /**
     * Stores the state if its sequence is higher than the stored one. Returns false otherwise: a state with this or a higher
     * sequence survives a failover.
     *
     * @throws ConcurrentModificationException if 20 attempts lose a race
     */
    public final boolean put(String id, long sequence, S state) {
        try {
            return putAfterRead(id, sequence, state);
        } finally {
            lookups.changed();
        }
    }

    /**
     * As {@link #put(String, long, Object)}, but does not read the stored sequence if it is the expected one.
     *
     * @param expected the sequence before; 0 if the state is new
     */
    public final boolean put(String id, long expected, long sequence, S state) {
        try {
            return (expected == 0 ? tryInsert(id, sequence, state) : tryUpdate(id, expected, sequence, state))
                    || putAfterRead(id, sequence, state);
        } finally {
            lookups.changed();
        }
    }

    private boolean putAfterRead(String id, long sequence, S state) {
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            var found = queries.first(eq(id));
            if (found != null && found.getLong("version") >= sequence) return false;
            if (found == null ? tryInsert(id, sequence, state) : tryUpdate(id, found.getLong("version"), sequence, state))
                return true;
            commits.awaitMajority(id); // another write is in progress
        }
        throw new ConcurrentModificationException("State " + id + " changed concurrently in " + MAX_ATTEMPTS + " attempts");
    }

    private boolean tryUpdate(String id, long storedSequence, long sequence, S state) {
        var update = combine(set("version", sequence), set("state", write(state)));
        return documents.updateOne(Outbox.byIdAndVersion(id, storedSequence), update).getModifiedCount() == 1;
    }

    private boolean tryInsert(String id, long sequence, S state) {
        try {
            documents.insertOne(new Document("_id", id).append("version", sequence).append("state", write(state)));
            return true;
        } catch (MongoWriteException e) {
            if (!DuplicateId.is(e.getError())) throw e;
            return false;
        }
    }

    /** As {@link #find}, but may return a state that another process has replaced in the last 5 s. */
    public final Optional<S> lookUp(String id) {
        return lookUp("_id", id, 1).stream().findFirst();
    }

    /** Returns the first states by id whose field has this value, as {@link #lookUp(String)}. */
    protected final List<S> lookUp(String field, String value, int limit) {
        return lookups.get(new Lookup(field, value, limit), () -> query(eq(field, value), Sorts.ascending("_id"), limit));
    }

    public final Optional<S> find(String id) {
        return Optional.ofNullable(queries.first(eq(id))).map(found -> read(found.get("state", Document.class)));
    }

    /** For queries of subclasses. Fields of the state are named {@code state.<field>}. */
    public final List<S> query(Bson filter, Bson sort, int limit) {
        if (limit < 1) return List.of();
        return queries.find(filter, limit).sort(sort).map(found -> read(found.get("state", Document.class)))
                .into(new ArrayList<>());
    }
}
