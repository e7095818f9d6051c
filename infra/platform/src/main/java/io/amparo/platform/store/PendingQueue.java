package io.amparo.platform.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/**
 * Documents that wait for the relay, each once. Holds at most 10,000 in memory; further documents are left to the sweep, which
 * finds them in the store.
 */
final class PendingQueue {
    private static final int MAX_SIZE = 10_000;

    private record Waiting(PendingDocument document, long readyAt) implements Delayed {
        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(readyAt - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.signum(readyAt - ((Waiting) other).readyAt());
        }
    }

    private final Set<PendingDocument> queued = ConcurrentHashMap.newKeySet();
    private final DelayQueue<Waiting> queue = new DelayQueue<>();

    void add(PendingDocument document) {
        add(document, Duration.ZERO);
    }

    /** Adds a document that is not published before the delay ends, even if it is signalled in the meantime. */
    void add(PendingDocument document, Duration delay) {
        if (queued.size() < MAX_SIZE && queued.add(document))
            queue.add(new Waiting(document, System.nanoTime() + delay.toNanos()));
    }

    /** Removes documents; waits for the first one. A document that is signalled after its removal is queued once more. */
    List<PendingDocument> poll(int limit, Duration timeout) throws InterruptedException {
        var found = new ArrayList<Waiting>(limit);
        var first = queue.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
        if (first == null) return List.of();
        found.add(first);
        queue.drainTo(found, limit - 1);
        var documents = found.stream().map(Waiting::document).toList();
        documents.forEach(queued::remove);
        return documents;
    }

    int size() {
        return queued.size();
    }
}
