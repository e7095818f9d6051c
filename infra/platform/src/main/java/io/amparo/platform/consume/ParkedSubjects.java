package io.amparo.platform.consume;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.max;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * The subjects that have dead letters, and the positions of replays, in the service's database. A subject is one document:
 * {@code from} and {@code last} are the offsets of its oldest dead letter that is not replayed and of its newest one.
 */
final class ParkedSubjects {
    private static final String DEAD_LETTERS = "deadLetters";
    private static final String PARTITION = "partition";
    private static final String FROM = "from";
    private static final String LAST = "last";
    private static final String PARKED = "parked";
    private static final String NEXT = "next";
    private static final String REPLAY = "replay";
    private static final int MAX_SECONDS = 5;

    private final MongoCollection<Document> subjects;
    private final MongoCollection<Document> positions;

    ParkedSubjects(MongoDatabase database) {
        var majority = database.withWriteConcern(WriteConcern.MAJORITY);
        subjects = majority.getCollection("parkedSubjects");
        positions = majority.getCollection("deadLetterPositions");
        subjects.createIndex(Indexes.ascending(DEAD_LETTERS, PARTITION, PARKED));
        subjects.createIndex(Indexes.ascending(DEAD_LETTERS, FROM));
    }

    /** Whether a partition of the original topic has a parked subject. The index on partition serves the query. */
    boolean isAnyIn(String deadLetters, int partition) {
        var filter = new Document(DEAD_LETTERS, deadLetters).append(PARTITION, partition).append(PARKED, true);
        return first(filter, new Document()).isPresent();
    }

    /** Returns those of the subjects that are parked. */
    Set<String> parkedAmong(String deadLetters, Collection<String> candidates) {
        var ids = candidates.stream().distinct().map(subject -> id(deadLetters, subject)).toList();
        var parked = new HashSet<String>();
        var prefix = id(deadLetters, "").length();
        subjects.find(in("_id", ids)).limit(ids.size() + 1).maxTime(MAX_SECONDS, TimeUnit.SECONDS)
                .projection(Projections.include(PARKED)).forEach(found -> {
                    if (found.getBoolean(PARKED)) parked.add(found.getString("_id").substring(prefix));
                });
        return parked;
    }

    /**
     * Records a dead letter of a subject, whose later events are parked from now on.
     *
     * @param partition partition of the original topic; null if unknown
     */
    void park(String deadLetters, @Nullable Integer partition, String subject, long offset) {
        upsert(deadLetters, subject, partition, setOnInsert(FROM, offset), max(LAST, offset));
    }

    /** Records a dead letter with a whole state. It replaces the older dead letters of its subject, which are not replayed. */
    void parkState(String deadLetters, @Nullable Integer partition, String subject, long offset) {
        upsert(deadLetters, subject, partition, set(FROM, offset), set(LAST, offset));
    }

    private void upsert(String deadLetters, String subject, @Nullable Integer partition, Bson... changes) {
        subjects.updateOne(eq(id(deadLetters, subject)),
                combine(setOnInsert(DEAD_LETTERS, deadLetters),
                        partition == null ? setOnInsert(PARTITION, null) : set(PARTITION, partition), set(PARKED, true),
                        combine(changes)),
                new UpdateOptions().upsert(true));
    }

    /** Un-parks a subject: a newer whole state has been processed, and its dead letters are not replayed. */
    void supersede(String deadLetters, String subject) {
        find(deadLetters, subject).filter(Parked::parked)
                .ifPresent(parked -> subjects.updateOne(unchanged(deadLetters, subject, parked.last()),
                        combine(set(FROM, parked.last() + 1), set(PARKED, false))));
    }

    /**
     * The dead letters of a subject from {@code from} to {@code last}.
     *
     * @param parked whether later events are parked; false if the dead letters are superseded
     */
    record Parked(long from, long last, boolean parked) {}

    Optional<Parked> find(String deadLetters, String subject) {
        return first(eq(id(deadLetters, subject)), new Document())
                .map(found -> new Parked(found.getLong(FROM), found.getLong(LAST), found.getBoolean(PARKED)));
    }

    /**
     * Records that the dead letter at this offset was replayed. If it is the last one, the subject is un-parked; this fails if
     * another one was parked in the meantime, because the filter contains the last offset.
     */
    void replayed(String deadLetters, String subject, long offset) {
        var last = new Document("_id", id(deadLetters, subject)).append(LAST, new Document("$lte", offset));
        if (subjects.updateOne(last, combine(set(FROM, offset + 1), set(PARKED, false))).getMatchedCount() == 0)
            subjects.updateOne(eq(id(deadLetters, subject)), max(FROM, offset + 1));
    }

    /** Records that a dead letter was replayed which the position of replays has not reached: a later replay skips it. */
    void replayedAhead(String deadLetters, String subject, long offset) {
        replayed(deadLetters, subject, offset);
        subjects.updateOne(eq(id(deadLetters, subject)), combine(setOnInsert(DEAD_LETTERS, deadLetters),
                setOnInsert(FROM, offset + 1), setOnInsert(LAST, offset), setOnInsert(PARKED, false)),
                new UpdateOptions().upsert(true));
    }

    private static Bson unchanged(String deadLetters, String subject, long last) {
        return new Document("_id", id(deadLetters, subject)).append(LAST, last);
    }

    /** Forgets the un-parked subjects whose dead letters a replay has passed. */
    void forgetUnparked(String deadLetters, long next) {
        subjects.deleteMany(
                new Document(DEAD_LETTERS, deadLetters).append(PARKED, false).append(LAST, new Document("$lt", next)));
    }

    /** Returns the offset of the oldest dead letter that failed in a replay. The index on {@code from} serves the query. */
    Optional<Long> oldest(String deadLetters) {
        return first(new Document(DEAD_LETTERS, deadLetters).append(PARKED, true), Sorts.ascending(FROM))
                .map(found -> found.getLong(FROM));
    }

    /** Returns the offset of the oldest dead letter that is not replayed for each of the subjects that is known. */
    Map<String, Long> oldestBySubject(String deadLetters, Set<String> candidates) {
        var prefix = id(deadLetters, "").length();
        var found = new HashMap<String, Long>();
        subjects.find(in("_id", candidates.stream().map(subject -> id(deadLetters, subject)).toList()))
                .limit(candidates.size() + 1).maxTime(MAX_SECONDS, TimeUnit.SECONDS).projection(Projections.include(FROM))
                .forEach(subject -> found.put(subject.getString("_id").substring(prefix), subject.getLong(FROM)));
        return found;
    }

    /** The position of a replay: all dead letters before {@code next} were replayed, or their subject is parked. */
    record Position(String replay, long next) {}

    /** Begins a replay; one that another instance has begun ends at its next dead letter. */
    Position begin(String deadLetters) {
        var replay = new ObjectId().toHexString();
        var found = Objects
                .requireNonNull(positions.findOneAndUpdate(eq(deadLetters), combine(set(REPLAY, replay), setOnInsert(NEXT, 0L)),
                        new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER)));
        return new Position(replay, found.getLong(NEXT));
    }

    /** Returns the position of the last replay, without beginning one. */
    Position position(String deadLetters) {
        var found = positions.find(eq(deadLetters)).maxTime(MAX_SECONDS, TimeUnit.SECONDS).first();
        return found == null ? new Position("", 0) : new Position(found.getString(REPLAY), found.getLong(NEXT));
    }

    /** Returns false if another replay has begun. */
    boolean advance(String deadLetters, Position position) {
        return positions.updateOne(new Document("_id", deadLetters).append(REPLAY, position.replay()), max(NEXT, position.next()))
                .getMatchedCount() == 1;
    }

    /** Forgets all positions and subjects of a dead letter topic that was deleted and created again. */
    Position restart(String deadLetters, Position position) {
        subjects.deleteMany(eq(DEAD_LETTERS, deadLetters));
        positions.updateOne(eq(deadLetters), set(NEXT, 0L));
        return new Position(position.replay(), 0);
    }

    private Optional<Document> first(Bson filter, Bson sort) {
        return Optional.ofNullable(subjects.find(filter).sort(sort).limit(1).maxTime(MAX_SECONDS, TimeUnit.SECONDS).first());
    }

    private static String id(String deadLetters, String subject) {
        return deadLetters + "/" + subject;
    }
}
