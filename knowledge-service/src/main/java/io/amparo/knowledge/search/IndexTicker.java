package io.amparo.knowledge.search;

import io.amparo.knowledge.search.SearchSource.Stored;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Synchronises this instance's search index with one collection of the store. Own writes are visible immediately; writes of other
 * instances become visible at the next tick. The first tick indexes the whole collection.
 */
public final class IndexTicker {
    private static final Logger LOG = System.getLogger(IndexTicker.class.getName());
    /**
     * Period that each tick reads twice: longer than clock skew plus the duration of a write. The index ignores known versions.
     */
    private static final Duration OVERLAP = Duration.ofMinutes(1);

    private final SearchSource source;
    private final SearchIndex index;
    private final Clock clock;
    private final Runnable failureCounter;
    private final Set<String> failed = ConcurrentHashMap.newKeySet();
    private Instant readFrom = Instant.EPOCH;

    /** @param failureCounter counts items that cannot be indexed */
    public IndexTicker(SearchSource source, SearchIndex index, Clock clock, Runnable failureCounter) {
        this.source = source;
        this.index = index;
        this.clock = clock;
        this.failureCounter = failureCounter;
    }

    public synchronized void tick() {
        var now = clock.instant();
        for (var id : Set.copyOf(failed)) source.find(id).ifPresent(this::tryPut);
        putChangedSince(readFrom);
        index.refresh();
        readFrom = now.minus(OVERLAP);
    }

    /** Puts the whole collection, for an index that is being rebuilt. */
    void putAll() {
        putChangedSince(Instant.EPOCH);
    }

    private void putChangedSince(Instant since) {
        int batchSize = source.batchSize();
        var afterId = "";
        while (true) {
            var changed = source.changedSince(since, afterId, batchSize);
            changed.forEach(this::tryPut);
            if (changed.size() < batchSize) break;
            afterId = changed.getLast().id();
        }
    }

    /** An item that fails does not keep the others from the index. Every tick tries it, because it may not change. */
    private void tryPut(Stored stored) {
        try {
            put(stored);
            failed.remove(stored.id());
        } catch (RuntimeException e) {
            failureCounter.run();
            if (failed.add(stored.id()))
                LOG.log(Level.WARNING, "Item " + stored.id() + " of " + source.collection()
                        + " cannot be indexed; search does not find it; retrying at every tick", e);
        }
    }

    /** Makes a change that this instance has just stored visible to searches. If that fails, a tick repeats it. */
    public void indexNow(String id) {
        source.find(id).ifPresent(this::tryPut);
        index.refresh();
    }

    private void put(Stored stored) {
        if (stored.item() == null)
            index.remove(source.collection(), stored.id(), stored.version());
        else
            index.put(stored.item());
    }
}
