package io.amparo.platform.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
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
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Proves that a write survives a failover. A server may show a write that is not yet on a majority of the servers; a duplicate
 * that is answered by such a write would be lost with it.
 */
final class CommitProof {
    private static final String INBOX = "inbox";

    private final MongoCollection<Document> documents;
    private final LimitedQueries committed;

    CommitProof(MongoCollection<Document> documents) {
        this.documents = documents;
        this.committed = new LimitedQueries(documents);
    }

    /** Whether a majority of the servers has the document. Waits for writes in progress. */
    boolean isCommitted(String id) {
        return committed.find(eq(id), 1).projection(Projections.include("_id")).first() != null || awaitCommit(id) != null;
    }

    /** Whether a majority of the servers has applied these causes to these documents. Waits for writes in progress. */
    boolean areCommitted(Map<String, Set<String>> causesById) {
        if (causesById.isEmpty()) return true;
        var found = new HashMap<String, Document>();
        committed.find(byIds(causesById.keySet()), causesById.size()).projection(Projections.include(INBOX))
                .forEach(document -> found.put(document.getString("_id"), document));
        return causesById.entrySet().stream().allMatch(each -> hasApplied(found.get(each.getKey()), each.getValue())
                || hasApplied(awaitCommit(each.getKey()), each.getValue()));
    }

    private static boolean hasApplied(@Nullable Document document, Set<String> causes) {
        return document != null && Set.copyOf(document.getList(INBOX, String.class, List.of())).containsAll(causes);
    }

    /** A server acknowledges a write without effect only after all earlier writes are on a majority of the servers. */
    @Nullable
    Document awaitCommit(String id) {
        return documents.findOneAndUpdate(eq(id), max("version", 0L),
                new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER).projection(Projections.include(INBOX)));
    }

    /** For a single id the embedded store uses its index only without {@code $in}. */
    static Bson byIds(Set<String> ids) {
        return ids.size() == 1 ? eq(ids.iterator().next()) : in("_id", ids);
    }
}
