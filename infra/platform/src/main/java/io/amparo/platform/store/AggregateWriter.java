package io.amparo.platform.store;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.counting;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Writes the changes of aggregates: at most one read, and one bulk write guarded by the versions. A cause that was applied before
 * is answered as a duplicate only if its write survives a failover.
 */
final class AggregateWriter<S, E> {
    private static final int MAX_ATTEMPTS = 10;
    /** A caller waits at most a second in all. */
    private static final long MAX_PAUSE_MILLIS = 200;
    /** Updates that are held in memory together with their documents. */
    private static final int UPDATE_BATCH_SIZE = 200;

    private final AggregateStore<S, E> store;
    private final Outbox outbox;
    private final MongoCollection<Document> documents;
    private final MajorityCommit commits;
    private final RecentWrites recent;

    AggregateWriter(AggregateStore<S, E> store, Outbox outbox, MongoCollection<Document> documents, MajorityCommit commits,
            RecentWrites recent) {
        this.store = store;
        this.outbox = outbox;
        this.documents = documents;
        this.commits = commits;
        this.recent = recent;
    }

    boolean insert(String id, String cause, Change<S, E> change) {
        var draft = new Draft<>(store, outbox, id, null, false, 1);
        draft.append(cause, null, change);
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            if (tryWrite(List.of(draft))) return true;
            if (commits.isMajorityCommitted(id)) return false;
            pause(attempt); // the other insert was rolled back by a failover
        }
        throw conflict(List.of(id));
    }

    /** Returns the version of the aggregate after the update; 0 if its cause was applied before. */
    long update(AggregateUpdate<S, E> update, @Nullable Long expectedVersion) {
        return apply(List.of(update), expectedVersion, Map.of()).stream().mapToLong(Draft::version).sum();
    }

    /**
     * Applies updates in chunks. A chunk has at most 64 updates of one aggregate, the usual size of the inbox, so that a retry of
     * the chunk after a lost race finds its causes. Within a call the inbox grows to all causes of the call, at most 1,000, so
     * that the caller can repeat the call.
     */
    void applyAll(List<AggregateUpdate<S, E>> updates) {
        var total = updates.stream().collect(groupingBy(AggregateUpdate::id, counting()));
        var chunk = new ArrayList<AggregateUpdate<S, E>>();
        var causes = new HashMap<String, Integer>();
        for (var update : updates) {
            if (chunk.size() == UPDATE_BATCH_SIZE || causes.getOrDefault(update.id(), 0) == Draft.INBOX_SIZE) {
                apply(List.copyOf(chunk), null, total);
                chunk.clear();
                causes.clear();
            }
            chunk.add(update);
            causes.merge(update.id(), 1, Integer::sum);
        }
        if (!chunk.isEmpty()) apply(chunk, null, total);
    }

    /** Returns the changed documents. The first attempt reads only what this process has not written lately. */
    private List<Draft<S, E>> apply(List<AggregateUpdate<S, E>> updates, @Nullable Long expectedVersion,
            Map<String, Long> total) {
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            var drafts = drafts(updates, total, attempt == 1);
            if (decide(drafts, updates, expectedVersion)) {
                var changed = drafts.values().stream().filter(Draft::isChanged).toList();
                boolean written = changed.isEmpty() || tryWrite(changed);
                if (written && commits.areMajorityCommitted(duplicates(drafts.values()))) return changed;
            }
            if (drafts.values().stream().noneMatch(Draft::isAssumed)) pause(attempt);
        }
        throw conflict(updates.stream().map(AggregateUpdate::id).distinct().toList());
    }

    /**
     * Returns the causes of unchanged documents. The write of a changed one matches only what was read, and proves its causes.
     */
    private static <S, E> Map<String, Set<String>> duplicates(Collection<Draft<S, E>> drafts) {
        var duplicates = new LinkedHashMap<String, Set<String>>();
        for (var draft : drafts)
            if (!draft.isChanged() && !draft.skippedCauses().isEmpty()) duplicates.put(draft.id(), draft.skippedCauses());
        return duplicates;
    }

    /** Waits for a random time whose limit doubles, so that each of many writers of one document finds a gap. */
    private static void pause(int attempt) {
        var limit = Math.min(MAX_PAUSE_MILLIS, 5L << attempt);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextLong(1, limit)));
    }

    private static ConcurrentModificationException conflict(List<String> ids) {
        return new ConcurrentModificationException(
                "Aggregates " + ids + " changed concurrently in " + MAX_ATTEMPTS + " attempts");
    }

    /** @param mayAssume whether documents are assumed to be as this process has written them last, or to be missing */
    private Map<String, Draft<S, E>> drafts(List<AggregateUpdate<S, E>> updates, Map<String, Long> total, boolean mayAssume) {
        var drafts = new LinkedHashMap<String, Draft<S, E>>();
        var unread = new LinkedHashSet<String>();
        for (var update : updates) {
            if (drafts.containsKey(update.id())) continue;
            var known = mayAssume ? recent.find(update.id()) : null;
            boolean assumed = known != null || mayAssume && store.insertsFirst();
            drafts.put(update.id(), draft(update.id(), known, assumed, total));
            if (!assumed) unread.add(update.id());
        }
        if (!unread.isEmpty())
            read(unread, found -> drafts.put(found.getString("_id"), draft(found.getString("_id"), found, false, total)));
        return drafts;
    }

    /**
     * Reads the newest version, also if a majority does not have it yet: the write is guarded. An older version only loses the
     * race.
     */
    private void read(Set<String> ids, Consumer<Document> reader) {
        documents.find(Outbox.byIds(ids)).limit(ids.size()).maxTime(LimitedQueries.MAX_TIME.toMillis(), TimeUnit.MILLISECONDS)
                .forEach(reader);
    }

    /**
     * Returns false if a document exists that was not found. A server that has lost its role may miss it; an update that is
     * skipped or refused for that reason would be lost. Returns false as well if an update is refused that was not decided on
     * what the store has.
     */
    private boolean decide(Map<String, Draft<S, E>> drafts, List<AggregateUpdate<S, E>> updates, @Nullable Long expectedVersion) {
        for (var update : updates) {
            var draft = drafts.get(update.id());
            try {
                draft.apply(update, expectedVersion);
            } catch (RuntimeException e) {
                if (draft.isAssumed()) return false;
                if (!(e instanceof NoSuchElementException) || !draft.isMissing() || commits.awaitMajority(draft.id()) == null)
                    throw e;
                return false;
            }
        }
        return drafts.values().stream().filter(Draft::isMissing)
                .allMatch(draft -> !draft.isAssumed() && commits.awaitMajority(draft.id()) == null);
    }

    private Draft<S, E> draft(String id, @Nullable Document found, boolean isAssumed, Map<String, Long> total) {
        return new Draft<>(store, outbox, id, found, isAssumed, total.getOrDefault(id, 1L).intValue());
    }

    /** Returns false after a lost race: some drafts may be written and some not. */
    private boolean tryWrite(List<Draft<S, E>> drafts) {
        boolean written = false;
        recent.removeAll(drafts.stream().map(Draft::id).toList());
        try {
            var result = documents.bulkWrite(drafts.stream().map(Draft::write).toList(), new BulkWriteOptions().ordered(false));
            written = result.getInsertedCount() + result.getModifiedCount() == drafts.size();
            if (written) drafts.forEach(draft -> recent.add(draft.written()));
            return written;
        } catch (MongoBulkWriteException e) {
            // The write is not on a majority in time: its outcome is unknown, and a retry finds its cause or repeats it.
            if (e.getWriteConcernError() != null)
                throw new MongoWriteConcernException(e.getWriteConcernError(), null, e.getServerAddress(), e.getErrorLabels());
            if (!e.getWriteErrors().stream().allMatch(DuplicateId::is)) throw e;
            return false;
        } finally {
            // After a lost race or an unknown outcome, the relay reads which of the documents have been written.
            for (var draft : drafts)
                if (draft.hasEvents()) outbox.signal(documents, draft.id(), written ? draft.handOver() : HandOver.NONE);
        }
    }
}
