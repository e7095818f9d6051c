package io.amparo.platform.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.inc;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import java.util.List;
import java.util.Objects;
import org.bson.Document;

/** Named counters in MongoDB. No number is returned twice; a number that a crash wasted stays unused. */
public final class Counters {
    private final MongoCollection<Document> documents;

    Counters(Outbox outbox) {
        this.documents = outbox.withoutEvents().open("counters", List.of());
    }

    /** Returns the next number of this counter, starting at 1. */
    public long next(String name) {
        try {
            return increment(name);
        } catch (MongoCommandException e) {
            // Two concurrent first calls: one inserts the document, the other gets a duplicate key and then finds it.
            if (ErrorCategory.fromErrorCode(e.getErrorCode()) != ErrorCategory.DUPLICATE_KEY) throw e;
            return increment(name);
        }
    }

    private long increment(String name) {
        var counter = documents.findOneAndUpdate(eq(name), inc("last", 1L),
                new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER));
        return Objects.requireNonNull(counter).getLong("last");
    }
}
