package io.amparo.platform.consume;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/** The dead letters that an operator dropped, in the service's database. An entry stays for ever, like the dead letter itself. */
final class DroppedDeadLetters {
    private static final String DEAD_LETTERS = "deadLetters";
    private static final String OFFSET = "offset";
    private static final int MAX_LISTED = 100;
    private static final int MAX_SECONDS = 5;

    /** @param by who dropped it, as the token names them */
    record Dropped(String deadLetters, long offset, String subject, String reason, String by, Instant at) {}

    private final MongoCollection<Document> entries;

    DroppedDeadLetters(MongoDatabase database) {
        entries = database.withWriteConcern(WriteConcern.MAJORITY).getCollection("droppedDeadLetters");
        entries.createIndex(Indexes.ascending(DEAD_LETTERS, OFFSET));
    }

    /** A repetition changes nothing: the first reason stays. */
    void add(Dropped dropped) {
        var place = new Document(DEAD_LETTERS, dropped.deadLetters()).append(OFFSET, dropped.offset());
        var entry = new Document("subject", dropped.subject()).append("reason", dropped.reason()).append("by", dropped.by())
                .append("at", Date.from(dropped.at()));
        entries.updateOne(place, new Document("$setOnInsert", entry), new UpdateOptions().upsert(true));
    }

    /** Returns the offsets of the dropped dead letters of a topic from this offset on. */
    Set<Long> offsets(String deadLetters, long from) {
        return entries.find(Filters.and(eq(DEAD_LETTERS, deadLetters), Filters.gte(OFFSET, from)))
                .projection(Projections.include(OFFSET)).maxTime(MAX_SECONDS, TimeUnit.SECONDS)
                .map(found -> found.getLong(OFFSET)).into(new HashSet<>());
    }

    /** Keeps the entries of a dead letter topic that was deleted and created again, under another name. */
    void archive(String deadLetters) {
        entries.updateMany(eq(DEAD_LETTERS, deadLetters), set(DEAD_LETTERS, deadLetters + " (deleted)"));
    }

    /** Returns the newest 100. */
    List<Dropped> newest() {
        return entries.find().sort(Sorts.descending("at")).limit(MAX_LISTED).maxTime(MAX_SECONDS, TimeUnit.SECONDS)
                .map(found -> new Dropped(found.getString(DEAD_LETTERS), found.getLong(OFFSET), found.getString("subject"),
                        found.getString("reason"), found.getString("by"), found.getDate("at").toInstant()))
                .into(new ArrayList<>());
    }
}
