package io.amparo.platform.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.max;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Waits until writes are on a majority of the servers, so that they survive a failover. A server may show a write before that; a
 * duplicate that is answered by such a write would be lost with it.
 */
final class MajorityCommit {
    private static final String INBOX = "inbox";

    private final MongoCollection<Document> documents;
    private final LimitedQueries committed;

    MajorityCommit(MongoCollection<Document> documents) {
        this.documents = documents;
        this.committed = new LimitedQueries(documents);
    }

    /** Whether a majority of the servers has the document. Waits for writes in progress. */
    boolean isMajorityCommitted(String id) {
        return committed.find(eq(id), 1).projection(Projections.include("_id")).first() != null || awaitMajority(id) != null;
    }

    /** Whether a majority of the servers has applied these causes to these documents. Waits for writes in progress. */
    boolean areMajorityCommitted(Map<String, Set<String>> causesById) {
        if (causesById.isEmpty()) return true;
        var found = new HashMap<String, Document>();
        committed.find(Outbox.byIds(causesById.keySet()), causesById.size()).projection(Projections.include(INBOX))
                .forEach(document -> found.put(document.getString("_id"), document));
        return causesById.entrySet().stream().allMatch(each -> hasApplied(found.get(each.getKey()), each.getValue())
                || hasApplied(awaitMajority(each.getKey()), each.getValue()));
    }

    private static boolean hasApplied(@Nullable Document document, Set<String> causes) {
        return document != null && Set.copyOf(document.getList(INBOX, String.class, List.of())).containsAll(causes);
    }

    /** A server acknowledges a write without effect only after all earlier writes are on a majority of the servers. */
    @Nullable
    Document awaitMajority(String id) {
        return documents.findOneAndUpdate(eq(id), max("version", 0L),
                new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER).projection(Projections.include(INBOX)));
    }
}
