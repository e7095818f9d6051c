package io.amparo.platform.store;

import com.mongodb.ReadConcern;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.CountOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Queries of one collection. Each has a limit of documents and of time, so that no caller can occupy the database. They return
 * only what a majority of the servers has: callers answer with what they find, and a failover must not take it back.
 */
final class LimitedQueries {
    /** Shorter than the time after which the caller of a request gives up. */
    static final Duration MAX_TIME = Duration.ofSeconds(3);
    /** For walks through a whole collection, which no request waits for. */
    static final Duration MAX_WALK_TIME = Duration.ofMinutes(1);
    private static final int MAX_ROWS = 10_000;
    private static final int WALK_BATCH_SIZE = 500;

    private final MongoCollection<Document> documents;

    LimitedQueries(MongoCollection<Document> documents) {
        this.documents = documents.withReadConcern(ReadConcern.MAJORITY);
    }

    @Nullable
    Document first(Bson filter) {
        return find(filter, 1).first();
    }

    /** @param limit at least 1; the store would take 0 as no limit */
    FindIterable<Document> find(Bson filter, int limit) {
        if (limit < 1) throw new IllegalArgumentException("Limit of a query must be at least 1, not " + limit);
        return documents.find(filter).limit(limit).maxTime(MAX_TIME.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Returns how many documents match, at most {@code max}. */
    int count(Bson filter, int max) {
        return (int) documents.countDocuments(filter,
                new CountOptions().limit(max).maxTime(MAX_TIME.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Returns all documents in batches of 500. */
    FindIterable<Document> walk(Bson filter, Bson sort) {
        return documents.find(filter).sort(sort).batchSize(WALK_BATCH_SIZE).maxTime(MAX_WALK_TIME.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    List<Document> aggregate(List<Bson> stages) {
        var limited = new ArrayList<>(stages);
        limited.add(Aggregates.limit(MAX_ROWS));
        return documents.aggregate(limited).maxTime(MAX_TIME.toMillis(), TimeUnit.MILLISECONDS).into(new ArrayList<>());
    }
}
