package io.amparo.platform.store;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Sorts;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Entries that the broker never accepts. A parked entry stops the later entries of its document, so that they do not overtake it,
 * until an operator clears the mark. The mark is stored in the document.
 */
final class ParkedEntries {
    private static final Logger LOG = LoggerFactory.getLogger(ParkedEntries.class);
    private static final int PAGE_SIZE = 100;

    /** A parked entry, as the actuator endpoint returns it. */
    record ParkedEntry(String collection, String document, String event, String topic, String reason, Instant at) {}

    private final Outbox outbox;
    private final Clock clock;
    private final Counter parkedCounter;

    ParkedEntries(Outbox outbox, Clock clock, MeterRegistry meters) {
        this.outbox = outbox;
        this.clock = clock;
        parkedCounter = Counter.builder("amparo.outbox.parked").baseUnit("events")
                .description("Events that the broker never accepts, each time one is parked").register(meters);
    }

    void park(PendingDocument document, OutboxEntry entry, Throwable reason) {
        outbox.collection(document.collection()).updateOne(byEntry(document.id(), entry.id()),
                new Document("$set", new Document("outbox.$.parked", OutboxEntry.parked(reason.toString(), clock.instant()))));
        parkedCounter.increment();
        LOG.error("Outbox relay parks event {} of {}, because the broker never accepts it ({}); later events of this document "
                + "wait until it is retried", entry.id(), document.collection(), reason.toString());
    }

    /** Returns at most 100 parked entries per collection. */
    List<ParkedEntry> list() {
        var found = new ArrayList<ParkedEntry>();
        for (var documents : outbox.collections()) found.addAll(page(documents, ""));
        return found;
    }

    /**
     * Clears the mark of parked entries, so that the relay sends them once more.
     *
     * @param id id of an event or of a document; null for all parked entries
     * @return the documents of the cleared entries
     */
    List<PendingDocument> retry(@Nullable String id) {
        var retried = new ArrayList<PendingDocument>();
        for (var documents : outbox.collections()) {
            var afterId = "";
            for (var page = page(documents, afterId); !page.isEmpty(); page = page(documents, afterId)) {
                for (var entry : page) {
                    if (id != null && !id.equals(entry.event()) && !id.equals(entry.document())) continue;
                    documents.updateOne(byEntry(entry.document(), entry.event()),
                            new Document("$unset", new Document("outbox.$.parked", 1)));
                    retried.add(new PendingDocument(entry.collection(), entry.document()));
                }
                afterId = page.getLast().document();
            }
        }
        return retried;
    }

    /** Returns the parked entries of up to 100 documents, in the order of ids. The sparse index on the mark serves the query. */
    private static List<ParkedEntry> page(MongoCollection<Document> documents, String afterId) {
        var found = new ArrayList<ParkedEntry>();
        var parked = new Document("$elemMatch", new Document("parked", new Document("$exists", true)));
        for (var document : documents
                .find(new Document(OutboxEntry.PARKED_AT, new Document("$exists", true)).append("_id",
                        new Document("$gt", afterId)))
                .sort(Sorts.ascending("_id")).limit(PAGE_SIZE).maxTime(LimitedQueries.MAX_TIME.toMillis(), TimeUnit.MILLISECONDS)
                .projection(new Document("version", 1).append(OutboxEntry.FIELD, parked))) {
            for (var each : document.getList(OutboxEntry.FIELD, Document.class)) {
                var entry = new OutboxEntry(each);
                found.add(new ParkedEntry(documents.getNamespace().getCollectionName(), document.getString("_id"), entry.id(),
                        entry.topic(), entry.parkedReason(), entry.parkedAt()));
            }
        }
        return found;
    }

    private static Document byEntry(String documentId, String entryId) {
        return new Document("_id", documentId).append("outbox.id", entryId);
    }
}
