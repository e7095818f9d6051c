package io.amparo.platform.store;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.UpdateOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * A collection of documents that grow in number beside an aggregate, such as the messages of a ticket. They have no version,
 * inbox or outbox: the aggregate decides which of them count.
 */
public final class Documents {
    private final MongoCollection<Document> documents;
    private final LimitedQueries queries;

    public Documents(Outbox outbox, String collection, IndexModel... indexes) {
        this.documents = outbox.withoutEvents().open(collection, List.of(indexes));
        this.queries = new LimitedQueries(documents);
    }

    /** Inserts a document. Returns false if its id exists; the existing document is not changed. */
    public boolean insert(Document document) {
        try {
            documents.insertOne(document);
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY || find(document.getString("_id")).isEmpty()) throw e;
            return false;
        }
    }

    /** Inserts those documents whose ids do not exist; the existing documents are not changed. */
    public void insertNew(List<Document> added) {
        if (added.isEmpty()) return;
        try {
            documents.insertMany(added, new InsertManyOptions().ordered(false));
        } catch (MongoBulkWriteException e) {
            if (e.getWriteConcernError() != null || !e.getWriteErrors().stream().allMatch(DuplicateId::is)) throw e;
        }
    }

    /**
     * Updates a document, which is created if it is missing. Returns when a majority has stored the update and all writes before,
     * also if nothing had to change.
     */
    public void put(String id, Bson update) {
        try {
            upsert(id, update);
        } catch (MongoWriteException e) {
            // Two concurrent calls for a missing document: one inserts it, the other gets a duplicate key and then finds it.
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) throw e;
            upsert(id, update);
        }
    }

    private void upsert(String id, Bson update) {
        documents.updateOne(eq(id), update, new UpdateOptions().upsert(true));
    }

    /** Updates the document that matches. Returns false if there is none. */
    public boolean update(Bson filter, Bson update) {
        return documents.updateOne(filter, update).getMatchedCount() == 1;
    }

    /** Updates all documents that match. */
    public void updateAll(Bson filter, Bson update) {
        documents.updateMany(filter, update);
    }

    /** Deletes the document that matches, if there is one. */
    public void delete(Bson filter) {
        documents.deleteOne(filter);
    }

    /** Deletes all documents that match. */
    public void deleteAll(Bson filter) {
        documents.deleteMany(filter);
    }

    /** Finds also a document that a majority does not have yet, because an insert with the same id fails on it. */
    public Optional<Document> find(String id) {
        return Optional
                .ofNullable(documents.find(eq(id)).maxTime(LimitedQueries.MAX_TIME.toMillis(), TimeUnit.MILLISECONDS).first());
    }

    /**
     * Returns only what a majority of the servers has.
     *
     * @param projection null for whole documents
     */
    public List<Document> query(Bson filter, @Nullable Bson projection, Bson sort, int limit) {
        if (limit < 1) return List.of();
        return queries.find(filter, limit).projection(projection).sort(sort).into(new ArrayList<>());
    }

    /** Returns how many documents match, at most {@code max}. */
    public int count(Bson filter, int max) {
        return queries.count(filter, max);
    }

    /** Returns the output documents of the last stage of a pipeline. */
    public List<Document> aggregate(Bson... stages) {
        return queries.aggregate(List.of(stages));
    }
}
