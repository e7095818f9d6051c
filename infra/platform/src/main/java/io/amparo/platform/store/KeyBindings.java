package io.amparo.platform.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/**
 * Binds the key of a create request to its content, so that another content under the same key is noticed, also after the created
 * resource has changed. A refused request releases its key.
 */
public final class KeyBindings {
    static final Duration RETENTION = Duration.ofDays(30);
    private static final String USES = "uses";
    private static final long MAX_TIME_MILLIS = LimitedQueries.MAX_TIME.toMillis();

    private final MongoCollection<Document> documents;
    private final Clock clock;

    KeyBindings(Outbox outbox, Clock clock) {
        this.documents = outbox.withoutEvents().open("keyBindings", List.of(new IndexModel(Indexes.ascending("at"))));
        this.clock = clock;
    }

    /** Returns false if the key is bound to other content. Each call that returns true counts as one use. */
    public boolean bind(String key, String content) {
        while (true) {
            if (tryInsert(key, content)) return true;
            var bound = new Document("_id", key).append("content", content);
            if (documents.findOneAndUpdate(bound, Updates.inc(USES, 1), options()) != null) return true;
            // Otherwise the key was released between the two calls.
            if (documents.find(eq(key)).maxTime(MAX_TIME_MILLIS, TimeUnit.MILLISECONDS).first() != null) return false;
        }
    }

    private boolean tryInsert(String key, String content) {
        try {
            documents.insertOne(
                    new Document("_id", key).append("content", content).append(USES, 1).append("at", Date.from(clock.instant())));
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) throw e;
            return false;
        }
    }

    /** Takes back one use after a refused request. The last one unbinds the key. */
    public void release(String key) {
        var released = documents.findOneAndUpdate(eq(key), Updates.inc(USES, -1), options().returnDocument(ReturnDocument.AFTER));
        if (released != null && released.getInteger(USES) <= 0)
            documents.deleteOne(new Document("_id", key).append(USES, new Document("$lte", 0)));
    }

    private static FindOneAndUpdateOptions options() {
        return new FindOneAndUpdateOptions().maxTime(MAX_TIME_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Removes the keys that no client repeats any more. */
    void removeExpired() {
        documents.deleteMany(lt("at", Date.from(clock.instant().minus(RETENTION))));
    }
}
