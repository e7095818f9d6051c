package io.amparo.platform.store;

import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** An aggregate between read and write: its stored document and the changes since then. */
final class Draft<S, E> {
    private static final int INBOX_SIZE = 64;

    private final AggregateStore<S, E> store;
    private final Outbox outbox;
    private final String id;
    private final boolean isNew;
    private final Set<String> inbox = new HashSet<>();
    private final List<String> causes = new ArrayList<>();
    private final List<Document> entries = new ArrayList<>();
    private @Nullable S storedState;
    private @Nullable S state;
    private boolean wasDue;
    private @Nullable Instant dueAt;
    private long version;

    /** @param found the stored document; null if there is none */
    Draft(AggregateStore<S, E> store, Outbox outbox, String id, @Nullable Document found) {
        this.store = store;
        this.outbox = outbox;
        this.id = id;
        isNew = found == null;
        if (found == null) return;
        inbox.addAll(found.getList("inbox", String.class));
        version = found.getLong("version");
        wasDue = found.get("dueAt") != null;
        storedState = store.read(found.get("state", Document.class));
        state = storedState;
    }

    String id() {
        return id;
    }

    /** @param expectedVersion the version that the caller has read; null for any */
    void apply(AggregateUpdate<S, E> update, @Nullable Long expectedVersion) {
        if (inbox.contains(update.cause())) return;
        if (state == null) {
            update.onMissing().get().ifPresent(change -> append(update.cause(), change));
            return;
        }
        if (expectedVersion != null && expectedVersion != version) throw new StaleVersionException(id, expectedVersion, version);
        append(update.cause(), update.onExisting().apply(state));
    }

    void append(String cause, Change<S, E> change) {
        version++;
        state = change.state();
        dueAt = change.dueAt();
        inbox.add(cause);
        causes.add(cause);
        entries.addAll(outbox.entries(id, version, cause, change.events()));
    }

    boolean isChanged() {
        return !causes.isEmpty();
    }

    boolean hasEvents() {
        return !entries.isEmpty();
    }

    /** Returns a write that matches only the version that was read. */
    WriteModel<Document> write() {
        // Set only if the aggregate is or was due: the sparse index on dueAt must not contain the others.
        var set = new Document("version", version);
        if (dueAt != null || wasDue) set.append("dueAt", dueAt);
        if (isNew)
            return new InsertOneModel<>(
                    set.append("_id", id).append("state", store.write(state)).append("inbox", causes).append("outbox", entries));
        // Plain documents are encoded once; the builders of the driver would encode their content twice.
        if (state != storedState) set.append("state", store.write(state));
        var push = new Document("inbox", new Document("$each", causes).append("$slice", -INBOX_SIZE));
        if (hasEvents()) push.append("outbox", new Document("$each", entries));
        return new UpdateOneModel<>(Outbox.byIdAndVersion(id, version - causes.size()),
                new Document("$set", set).append("$push", push));
    }
}
