package io.amparo.platform.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Projection of another service's whole-state events (compacted topics): the newest state per id, by sequence. Events may arrive
 * twice or late, and skipping older ones is safe. Events that must each be applied belong in an {@link AggregateStore}.
 *
 * @param <S> the state
 */
public abstract class Projection<S> {
    private final MongoCollection<Document> documents;

    public Projection(Outbox outbox, String collection, IndexModel... indexes) {
        this.documents = outbox.withoutEvents().open(collection, List.of(indexes));
    }

    /** Encodes a state as a document. */
    protected abstract Document write(S state);

    /** Decodes a state from a document. */
    protected abstract S read(Document state);

    /** Stores the state if its sequence is higher than the stored one. Returns false otherwise. */
    public final boolean put(String id, long sequence, S state) {
        while (true) {
            var found = documents.find(eq(id)).first();
            if (found == null) {
                if (tryInsert(id, sequence, state)) return true;
                continue;
            }
            long storedSequence = found.getLong("version");
            if (storedSequence >= sequence) return false;
            var written = documents.updateOne(Outbox.byIdAndVersion(id, storedSequence),
                    combine(set("version", sequence), set("state", write(state))));
            if (written.getModifiedCount() == 1) return true;
        }
    }

    private boolean tryInsert(String id, long sequence, S state) {
        try {
            documents.insertOne(new Document("_id", id).append("version", sequence).append("state", write(state)));
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY || find(id).isEmpty()) throw e;
            return false;
        }
    }

    public final Optional<S> find(String id) {
        return Optional.ofNullable(documents.find(eq(id)).first()).map(found -> read(found.get("state", Document.class)));
    }

    /** For queries of subclasses. Fields of the state are named {@code state.<field>}. */
    public final List<S> query(Bson filter, Bson sort, int limit) {
        return documents.find(filter).sort(sort).limit(limit).map(found -> read(found.get("state", Document.class)))
                .into(new ArrayList<>());
    }
}
