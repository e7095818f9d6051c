package io.amparo.entitlement.holding;

import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import io.amparo.platform.Adapter;
import io.amparo.platform.store.Documents;
import io.amparo.platform.store.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import org.bson.Document;

/** Remembers the items that were removed, so that a late retry of their request does not add them once more. */
@Adapter
final class RemovedItems {
    /** As long as a key of a request is bound to its content. */
    private static final Duration RETENTION = Duration.ofDays(30);
    private static final String AT = "at";

    private final Documents documents;
    private final Clock clock;

    RemovedItems(Outbox outbox, Clock clock) {
        documents = new Documents(outbox, "removed_items", new IndexModel(Indexes.ascending(AT)));
        this.clock = clock;
    }

    /** Must precede the removal, so that a crash between both loses nothing. */
    void add(String id) {
        var now = clock.instant();
        documents.deleteAll(lt(AT, Date.from(now.minus(RETENTION))));
        documents.put(id, new Document("$set", new Document(AT, Date.from(now))));
    }

    boolean contains(String id) {
        return documents.find(id).isPresent();
    }
}
