package io.amparo.platform.limit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A semaphore for each key: counts what each owner occupies at the moment (connections, requests or bytes), and refuses more than
 * the limit. Remembers only owners that occupy something, so its size has the same limits.
 */
public final class KeyedSemaphore {
    private final Map<String, Long> occupied = new ConcurrentHashMap<>();
    private final long limit;

    public KeyedSemaphore(long limit) {
        this.limit = limit;
    }

    /** Occupies the amount, or nothing if the owner would exceed the limit. Each success must be released once. */
    public boolean tryAcquire(String owner, long amount) {
        var acquired = new AtomicBoolean();
        occupied.compute(owner, (_, before) -> {
            long after = (before == null ? 0 : before) + amount;
            acquired.setPlain(after <= limit);
            return after <= limit ? Long.valueOf(after) : before;
        });
        return acquired.getPlain();
    }

    public void release(String owner, long amount) {
        occupied.computeIfPresent(owner, (_, before) -> before > amount ? before - amount : null);
    }

    /** Returns the number of owners that occupy something. */
    public int owners() {
        return occupied.size();
    }
}
