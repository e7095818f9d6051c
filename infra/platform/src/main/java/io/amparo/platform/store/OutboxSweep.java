package io.amparo.platform.store;

import com.mongodb.client.model.Sorts;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/**
 * Finds documents with entries that a crash left behind, page by page: the memory of a sweep does not grow with their number. The
 * first sweep finds all entries. Later sweeps skip entries younger than the interval: those are in progress, possibly on the
 * relay of another instance, which has published them and not removed them yet. Used by the relay's thread only.
 */
final class OutboxSweep {
    private final Outbox outbox;
    private final Clock clock;
    private final Duration interval;
    private long writtenUntil = Long.MAX_VALUE;
    private int collection;
    private String afterId = "";
    private boolean running = true;
    private long nextSweepAt;

    OutboxSweep(Outbox outbox, Clock clock, Duration interval) {
        this.outbox = outbox;
        this.clock = clock;
        this.interval = interval;
    }

    /** Whether a sweep has more pages or is due. */
    boolean isPending() {
        return running || System.nanoTime() - nextSweepAt >= 0;
    }

    /** Returns the next page of documents; a page may be empty. */
    List<PendingDocument> nextPage(int limit) {
        if (!running) begin();
        var collections = outbox.collections();
        if (collection == collections.size()) {
            end();
            return List.of();
        }
        var documents = collections.get(collection);
        // Pages by _id need only the last id as a cursor. The sparse index on outbox.at selects the few documents with entries.
        var found = documents
                .find(new Document(OutboxEntry.AT, new Document("$lte", writtenUntil)).append("_id",
                        new Document("$gt", afterId)))
                .sort(Sorts.ascending("_id")).limit(limit).projection(firstEntries(1))
                .maxTime(LimitedQueries.MAX_WALK_TIME.toMillis(), TimeUnit.MILLISECONDS).into(new ArrayList<>());
        if (found.size() < limit) {
            collection++;
            afterId = "";
        } else {
            afterId = found.getLast().getString("_id");
        }
        return found.stream().filter(document -> !isParked(document))
                .map(document -> new PendingDocument(documents.getNamespace().getCollectionName(), document.getString("_id")))
                .toList();
    }

    private void begin() {
        running = true;
        collection = 0;
        afterId = "";
        writtenUntil = clock.millis() - interval.toMillis();
    }

    private void end() {
        running = false;
        nextSweepAt = System.nanoTime() + interval.toNanos();
    }

    private static boolean isParked(Document document) {
        return document.getList(OutboxEntry.FIELD, Document.class).stream().anyMatch(entry -> new OutboxEntry(entry).isParked());
    }

    /** Projects the first entries of the outbox. The version makes it an inclusion on every server. */
    static Document firstEntries(int limit) {
        return new Document("version", 1).append(OutboxEntry.FIELD, new Document("$slice", limit));
    }
}
