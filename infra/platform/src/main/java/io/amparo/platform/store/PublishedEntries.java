package io.amparo.platform.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.pullByFilter;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;

/**
 * Published entries: per document, all entries up to a position. Those that are still stored are removed later. Used by the
 * relay's thread only.
 */
final class PublishedEntries {
    private static final long UNKNOWN = -1;
    /** Documents whose position is remembered after the removal of their entries. */
    private static final int MAX_REMEMBERED = 10_000;

    private final Outbox outbox;
    private final Map<PendingDocument, Long> positions = new LinkedHashMap<>();
    private final Cache<PendingDocument, Long> remembered = Caffeine.newBuilder().executor(Runnable::run)
            .maximumSize(MAX_REMEMBERED).build();

    PublishedEntries(Outbox outbox) {
        this.outbox = outbox;
    }

    void add(PendingDocument document, OutboxEntry entry) {
        positions.put(document, entry.position());
        remembered.put(document, entry.position());
    }

    /** Returns the position until which this relay has published the entries of a document, also if they are removed since. */
    long position(PendingDocument document) {
        return Objects.requireNonNullElse(remembered.getIfPresent(document), UNKNOWN);
    }

    boolean contains(PendingDocument document, OutboxEntry entry) {
        return entry.position() <= positions.getOrDefault(document, -1L);
    }

    /** Removes the published entries from their documents, with one bulk write per collection. */
    void remove() {
        for (var documents : outbox.collections()) {
            var name = documents.getNamespace().getCollectionName();
            var removed = positions.keySet().stream().filter(document -> document.collection().equals(name)).toList();
            if (removed.isEmpty()) continue;
            documents.bulkWrite(removed.stream().map(document -> pull(document, positions.get(document))).toList(),
                    new BulkWriteOptions().ordered(false));
            removed.forEach(positions::remove);
        }
    }

    /** Removes entries by position: by ids, n entries of a document would need n² comparisons. */
    private static WriteModel<Document> pull(PendingDocument document, long position) {
        return new UpdateOneModel<>(eq(document.id()),
                pullByFilter(new Document(OutboxEntry.FIELD, lte("position", position).toBsonDocument())));
    }
}
