package io.amparo.platform.consume;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters that an operator dropped, in the service's database. An entry stays for ever, like the dead letter itself. Its
 * id is the place of the dead letter, so each has one entry.
 */
final class DroppedDeadLetters {
    private static final String DEAD_LETTERS = "deadLetters";
    private static final String OFFSET = "offset";
    private static final String AT = "at";
    private static final int MAX_LISTED = 100;
    private static final int MAX_SECONDS = 5;
    private static final int ARCHIVE_BATCH = 1_000;

    /** @param by who dropped it, as the token names them */
    record Dropped(String deadLetters, long offset, String subject, String reason, String by, Instant at) {}

    private final MongoCollection<Document> entries;

    DroppedDeadLetters(MongoDatabase database) {
        entries = database.withWriteConcern(WriteConcern.MAJORITY).getCollection("droppedDeadLetters");
        entries.createIndex(Indexes.ascending(DEAD_LETTERS, OFFSET));
        entries.createIndex(Indexes.compoundIndex(Indexes.ascending(DEAD_LETTERS), Indexes.descending(AT)));
        entries.createIndex(Indexes.descending(AT));
    }

    /** A repetition changes nothing: the first reason stays. */
    void add(Collection<Dropped> dropped) {
        var writes = dropped.stream()
                .map(each -> new UpdateOneModel<Document>(eq(id(each.deadLetters(), each.offset())),
                        new Document("$setOnInsert",
                                new Document(DEAD_LETTERS, each.deadLetters()).append(OFFSET, each.offset())
                                        .append("subject", each.subject()).append("reason", each.reason()).append("by", each.by())
                                        .append(AT, Date.from(each.at()))),
                        new UpdateOptions().upsert(true)))
                .toList();
        entries.bulkWrite(writes, new BulkWriteOptions().ordered(false));
    }

    /** Returns the offsets of the dropped dead letters of a topic from this offset on. The index on offset serves the query. */
    Set<Long> offsets(String deadLetters, long from) {
        return entries.find(Filters.and(eq(DEAD_LETTERS, deadLetters), Filters.gte(OFFSET, from)))
                .projection(Projections.include(OFFSET)).maxTime(MAX_SECONDS, TimeUnit.SECONDS)
                .map(found -> found.getLong(OFFSET)).into(new HashSet<>());
    }

    /**
     * Keeps the entries of a dead letter topic that was deleted and created again, under another name, which no other deletion
     * uses. Writes the copies first, so an interruption loses none.
     */
    void archive(String deadLetters) {
        var name = deadLetters + " (deleted before " + new ObjectId().toHexString() + ")";
        for (var batch = archiveBatch(deadLetters); !batch.isEmpty(); batch = archiveBatch(deadLetters)) {
            var ids = batch.stream().map(each -> each.get("_id")).toList();
            batch.forEach(each -> each.append("_id", id(name, each.getLong(OFFSET))).append(DEAD_LETTERS, name));
            entries.insertMany(batch);
            entries.deleteMany(Filters.in("_id", ids));
        }
    }

    private List<Document> archiveBatch(String deadLetters) {
        return entries.find(eq(DEAD_LETTERS, deadLetters)).limit(ARCHIVE_BATCH).maxTime(MAX_SECONDS, TimeUnit.SECONDS)
                .into(new ArrayList<>());
    }

    /**
     * Returns the newest 100. The indexes on the instant serve the query.
     *
     * @param deadLetters dead letter topic; null for all
     */
    List<Dropped> newest(@Nullable String deadLetters) {
        return entries.find(deadLetters == null ? Filters.empty() : eq(DEAD_LETTERS, deadLetters)).sort(Sorts.descending(AT))
                .limit(MAX_LISTED).maxTime(MAX_SECONDS, TimeUnit.SECONDS)
                .map(found -> new Dropped(found.getString(DEAD_LETTERS), found.getLong(OFFSET), found.getString("subject"),
                        found.getString("reason"), found.getString("by"), found.getDate(AT).toInstant()))
                .into(new ArrayList<>());
    }

    private static String id(String deadLetters, long offset) {
        return deadLetters + "@" + offset;
    }
}
