package io.amparo.platform.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.not;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

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
     * Returns the parts of a new state that have a source, and so a sequence, of their own, by name. Changes of the state leave
     * them.
     */
    protected Map<String, Part> partsOfNew(S state) {
        return Map.of();
    }

    /** Completes a state by its stored part, if the subclass has parts. */
    protected S withParts(S state, Document stored) {
        return state;
    }

    /**
     * A part of a state.
     *
     * @param sequence the newest event of its source that it contains
     */
    public record Part(long sequence, @Nullable Document content) {
        Document toDocument() {
            return new Document("sequence", sequence).append("content", content);
        }
    }

    /**
     * Stores this part of the states that exist with one bulk write, unless the stored part has a higher sequence.
     *
     * @param parts by the id of their state
     * @return false if a state does not exist or its stored part has a higher sequence
     */
    protected final boolean putParts(String name, Map<String, Part> parts) {
        if (parts.isEmpty()) return true;
        try {
            var written = documents
                    .bulkWrite(
                            parts.entrySet().stream()
                                    .<UpdateOneModel<Document>>map(part -> new UpdateOneModel<>(
                                            and(eq(part.getKey()), not(gt(name + ".sequence", part.getValue().sequence()))),
                                            set(name, part.getValue().toDocument())))
                                    .toList(),
                            new BulkWriteOptions().ordered(false));
            return written.getMatchedCount() == parts.size();
        } finally {
            lookups.changed();
        }
    }

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

    /**
     * A state to store.
     *
     * @param sequence sequence of its event
     */
    public record Sequenced<S>(long sequence, S state) {}

    /**
     * As {@link #put(String, long, Object)} for many states, with one read and one bulk write.
     *
     * @param states by id
     */
    public final void putAll(Map<String, Sequenced<S>> states) {
        if (states.isEmpty()) return;
        try {
            var stored = new HashMap<String, Long>();
            queries.find(in("_id", states.keySet()), states.size()).projection(Projections.include("version"))
                    .forEach(document -> stored.put(document.getString("_id"), document.getLong("version")));
            var newer = new HashMap<>(states);
            newer.entrySet().removeIf(each -> stored.getOrDefault(each.getKey(), -1L) >= each.getValue().sequence());
            if (!newer.isEmpty() && !writeAll(newer, stored))
                newer.forEach((id, each) -> putAfterRead(id, each.sequence(), each.state()));
        } finally {
            lookups.changed();
        }
    }

    /** Returns false if another process has written one of these states meanwhile. */
    private boolean writeAll(Map<String, Sequenced<S>> states, Map<String, Long> stored) {
        var writes = states.entrySet().stream().<WriteModel<Document>>map(each -> {
            var id = each.getKey();
            var sequence = each.getValue().sequence();
            var state = each.getValue().state();
            return stored.containsKey(id)
                    ? new UpdateOneModel<>(Outbox.byIdAndVersion(id, stored.get(id)), newState(sequence, state))
                    : new InsertOneModel<>(newDocument(id, sequence, state));
        }).toList();
        try {
            var written = documents.bulkWrite(writes, new BulkWriteOptions().ordered(false));
            return written.getInsertedCount() + written.getModifiedCount() == writes.size();
        } catch (MongoBulkWriteException e) {
            if (e.getWriteErrors().isEmpty() || !e.getWriteErrors().stream().allMatch(DuplicateId::is)) throw e;
            return false;
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
        return documents.updateOne(Outbox.byIdAndVersion(id, storedSequence), newState(sequence, state)).getModifiedCount() == 1;
    }

    private Bson newState(long sequence, S state) {
        return combine(set("version", sequence), set("state", write(state)));
    }

    private Document newDocument(String id, long sequence, S state) {
        var document = new Document("_id", id).append("version", sequence).append("state", write(state));
        partsOfNew(state).forEach((name, part) -> document.append(name, part.toDocument()));
        return document;
    }

    private boolean tryInsert(String id, long sequence, S state) {
        try {
            documents.insertOne(newDocument(id, sequence, state));
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
        return Optional.ofNullable(queries.first(eq(id))).map(this::decode);
    }

    /** For queries of subclasses. Fields of the state are named {@code state.<field>}. */
    public final List<S> query(Bson filter, Bson sort, int limit) {
        return query(filter, null, sort, limit);
    }

    /** @param fields projection for states without large fields; null for whole states */
    protected final List<S> query(Bson filter, @Nullable Bson fields, Bson sort, int limit) {
        if (limit < 1) return List.of();
        return queries.find(filter, limit).projection(fields).sort(sort).map(this::decode).into(new ArrayList<>());
    }

    /** Returns the text that a field of each matching document has, empty if none, by id, in no order; at most {@code limit}. */
    protected final Map<String, String> texts(Bson filter, String field, int limit) {
        var texts = new HashMap<String, String>();
        var path = List.of(field.split("\\."));
        queries.find(filter, limit).projection(Projections.include(field))
                .forEach(document -> texts.put(document.getString("_id"), document.getEmbedded(path, "")));
        return texts;
    }

    /** Returns how many states match, at most {@code max}. */
    protected final int count(Bson filter, int max) {
        return queries.count(filter, max);
    }

    private S decode(Document found) {
        return withParts(read(found.get("state", Document.class)), found);
    }
}
