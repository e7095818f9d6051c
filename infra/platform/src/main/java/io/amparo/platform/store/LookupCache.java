package io.amparo.platform.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Remembers what this process has read of data that changes seldom. A change by this process counts at once, one by another
 * process at most 5 s later. An empty result is never remembered.
 */
public final class LookupCache<K, S> {
    private static final int MAX_RESULTS = 2_000;
    /** How long a change by another process may not count yet. */
    public static final Duration EXPIRY = Duration.ofSeconds(5);

    /** @param changes number of changes by this process before the store was read */
    private record Found<S>(List<S> states, long changes) {}

    private final Cache<K, Found<S>> results = Caffeine.newBuilder().executor(Runnable::run).maximumSize(MAX_RESULTS)
            .expireAfterWrite(EXPIRY).build();
    private final AtomicLong changes = new AtomicLong();

    public List<S> get(K key, Supplier<List<S>> read) {
        long changesBefore = changes.get();
        var known = results.getIfPresent(key);
        if (known != null && known.changes() == changesBefore) return known.states();
        var found = List.copyOf(read.get());
        if (!found.isEmpty()) results.put(key, new Found<>(found, changesBefore));
        return found;
    }

    /** Forgets all results. Must be called after each write, also after one whose outcome is unknown. */
    public void changed() {
        changes.incrementAndGet();
    }
}
