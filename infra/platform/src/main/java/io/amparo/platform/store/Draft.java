package io.amparo.platform.store;

import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** An aggregate between read and write: its stored document and the changes since then. */
final class Draft<S, E> {
    /** Causes that a document remembers. */
    static final int INBOX_SIZE = 64;
    /** Causes that a document remembers of one call that has more; they take 100 kB. A larger call cannot be repeated. */
    private static final int MAX_INBOX_SIZE = 1_000;
    /** Unpublished events of a document. A quarter of MongoDB's limit leaves room for the state and for the next change. */
    private static final long MAX_OUTBOX_BYTES = 4 * 1024 * 1024;

    /** Field of the last event that carries the whole state. */
    static final String WHOLE_STATE = "wholeState";

    private final AggregateStore<S, E> store;
    private final Outbox outbox;
    private final String id;
    private final boolean isNew;
    private final boolean isAssumed;
    private final int inboxSize;
    private final List<String> storedCauses = new ArrayList<>();
    private final Set<String> inbox = new HashSet<>();
    private final Set<String> skippedCauses = new HashSet<>();
    private final List<String> causes = new ArrayList<>();
    private final List<Document> entries = new ArrayList<>();
    private long lastStoredPosition = HandOver.FIRST;
    private long storedOutboxBytes;
    private boolean hasParkedEntry;
    private @Nullable Document wholeState;
    private boolean removesWholeState;
    private @Nullable S storedState;
    private @Nullable Document encodedState;
    private @Nullable S state;
    private boolean wasDue;
    private @Nullable Instant dueAt;
    private long version;

    /**
     * @param found the stored document; null if there is none
     * @param isAssumed whether this process has not read the document and only assumes that it is still as {@code found}
     * @param updates the number of updates of this document in the same call
     */
    Draft(AggregateStore<S, E> store, Outbox outbox, String id, @Nullable Document found, boolean isAssumed, int updates) {
        this.store = store;
        this.outbox = outbox;
        this.id = id;
        this.isAssumed = isAssumed;
        inboxSize = Math.clamp(updates, INBOX_SIZE, MAX_INBOX_SIZE);
        isNew = found == null;
        if (found == null) return;
        storedCauses.addAll(found.getList("inbox", String.class));
        inbox.addAll(storedCauses);
        for (var stored : found.getList(OutboxEntry.FIELD, Document.class, List.of())) {
            var entry = new OutboxEntry(stored);
            lastStoredPosition = entry.position();
            storedOutboxBytes += entry.bytes();
            hasParkedEntry |= entry.isParked();
        }
        version = found.getLong("version");
        wasDue = found.get("dueAt") != null;
        encodedState = found.get("state", Document.class);
        storedState = store.read(encodedState);
        state = storedState;
    }

    boolean isAssumed() {
        return isAssumed;
    }

    long version() {
        return version;
    }

    String id() {
        return id;
    }

    /** @param expectedVersion the version that the caller has read; null for any */
    void apply(AggregateUpdate<S, E> update, @Nullable Long expectedVersion) {
        if (inbox.contains(update.cause())) {
            if (!causes.contains(update.cause())) skippedCauses.add(update.cause());
            return;
        }
        if (state == null) {
            update.onMissing().get().ifPresent(change -> append(update.cause(), update.origin(), change));
            return;
        }
        if (expectedVersion != null && expectedVersion != version) throw new StaleVersionException(id, expectedVersion, version);
        append(update.cause(), update.origin(), update.onExisting().apply(state));
    }

    /** @throws OutboxFullException if the change emits events and the document has more than 4 MB of unpublished events */
    void append(String cause, @Nullable EventOrigin origin, Change<S, E> change) {
        var stateName = store.stateName();
        if (stateName == null && !change.events().isEmpty() && storedOutboxBytes > MAX_OUTBOX_BYTES)
            throw new OutboxFullException(id, storedOutboxBytes, hasParkedEntry);
        version++;
        state = change.state();
        dueAt = change.dueAt();
        inbox.add(cause);
        causes.add(cause);
        var added = change.events().isEmpty() ? List.<Document>of() : entries(stateName, cause, origin, change);
        for (int n = 0; n < added.size(); n++) {
            boolean removes = new OutboxEntry(added.get(n)).isTombstone();
            if (!removes && !store.wholeStateEvents().contains(change.events().get(n).getClass())) continue;
            removesWholeState = removes;
            wholeState = removes ? null : added.get(n);
        }
        if (stateName != null && !added.isEmpty()) entries.clear();
        entries.addAll(added);
    }

    private List<Document> entries(@Nullable String stateName, String cause, @Nullable EventOrigin origin, Change<S, E> change) {
        var ofState = store.origin(change.state());
        var first = ofState != null ? ofState : Objects.requireNonNullElseGet(origin, () -> outbox.currentOrigin(cause));
        return outbox.entries(stateName == null ? id : id + "/" + stateName, id, version, first, change.events());
    }

    boolean isChanged() {
        return !causes.isEmpty();
    }

    /** Whether no aggregate has this id, and no update has created it. */
    boolean isMissing() {
        return isNew && causes.isEmpty();
    }

    /** Returns the causes that the stored document has applied before. */
    Set<String> skippedCauses() {
        return skippedCauses;
    }

    boolean hasEvents() {
        return !entries.isEmpty();
    }

    /** Returns the stored entries for the relay. A newer state replaces the older entries of its document. */
    HandOver handOver() {
        return HandOver.of(store.stateName() == null ? lastStoredPosition : HandOver.FIRST,
                entries.stream().map(OutboxEntry::new).toList());
    }

    /** Returns a write that matches only the document that was read. */
    WriteModel<Document> write() {
        // Set only if the aggregate is or was due: the sparse index on dueAt must not contain the others.
        var set = new Document("version", version);
        if (dueAt != null || wasDue) set.append("dueAt", dueAt);
        if (wholeState != null) set.append(WHOLE_STATE, wholeState);
        if (isNew || state != storedState) {
            encodedState = store.write(state);
            set.append("state", encodedState);
        }
        if (isNew) return new InsertOneModel<>(set.append("_id", id).append("inbox", causes).append("outbox", entries));
        // Plain documents are encoded once; the builders of the driver would encode their content twice.
        var push = new Document("inbox", new Document("$each", causes).append("$slice", -inboxSize));
        // A newer state replaces an unpublished one, also a parked one.
        if (hasEvents() && store.stateName() != null)
            set.append("outbox", entries);
        else if (hasEvents()) push.append("outbox", new Document("$each", entries));
        var update = new Document("$set", set).append("$push", push);
        if (removesWholeState) update.append("$unset", new Document(WHOLE_STATE, 1));
        return new UpdateOneModel<>(
                outbox.guard(id, version - causes.size(), storedCauses.isEmpty() ? null : storedCauses.getLast()), update);
    }

    /** Returns the document after its write. One entry stands in for the outbox, which the relay changes. */
    Document written() {
        var all = Stream.concat(storedCauses.stream(), causes.stream()).toList();
        var lastPosition = entries.isEmpty() ? lastStoredPosition : new OutboxEntry(entries.getLast()).position();
        var bytes = storedOutboxBytes + entries.stream().mapToLong(entry -> new OutboxEntry(entry).bytes()).sum();
        return new Document("_id", id).append("version", version).append("state", encodedState).append("dueAt", dueAt)
                .append("inbox", all.subList(Math.max(0, all.size() - inboxSize), all.size()))
                .append(OutboxEntry.FIELD, List.of(OutboxEntry.standIn(lastPosition, bytes)));
    }
}
