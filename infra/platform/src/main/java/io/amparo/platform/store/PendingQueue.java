package io.amparo.platform.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Documents that wait for the relay, each once, with the entries that their writers passed. Holds at most 10,000 documents and 8
 * MB of entries in memory; further documents are left to the sweep, which finds them in the store, and further entries are read.
 */
final class PendingQueue {
    private static final int MAX_SIZE = 10_000;
    private static final long MAX_BYTES = 8 * 1024 * 1024;

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

    private final Map<PendingDocument, HandOver> queued = new HashMap<>();
    private final DelayQueue<Waiting> queue = new DelayQueue<>();
    private long bytes;

    void add(PendingDocument document) {
        add(document, HandOver.NONE, Duration.ZERO);
    }

    void add(PendingDocument document, HandOver handOver) {
        add(document, handOver, Duration.ZERO);
    }

    /** Adds a document that is not published before the delay ends, even if it is signalled in the meantime. */
    void add(PendingDocument document, Duration delay) {
        add(document, HandOver.NONE, delay);
    }

    private synchronized void add(PendingDocument document, HandOver handOver, Duration delay) {
        var waiting = queued.get(document);
        if (waiting == null && queued.size() >= MAX_SIZE) return;
        set(document, waiting, waiting == null ? handOver : waiting.with(handOver));
        if (waiting == null) queue.add(new Waiting(document, System.nanoTime() + delay.toNanos()));
    }

    private void set(PendingDocument document, @Nullable HandOver before, HandOver handOver) {
        if (before != null) bytes -= before.bytes();
        var kept = bytes + handOver.bytes() > MAX_BYTES ? HandOver.NONE : handOver;
        bytes += kept.bytes();
        queued.put(document, kept);
    }

    /** Removes documents; waits for the first one. A document that is signalled after its removal is queued once more. */
    Map<PendingDocument, HandOver> poll(int limit, Duration timeout) throws InterruptedException {
        var found = new ArrayList<Waiting>(limit);
        var first = queue.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
        if (first == null) return Map.of();
        found.add(first);
        queue.drainTo(found, limit - 1);
        return remove(found);
    }

    private synchronized Map<PendingDocument, HandOver> remove(List<Waiting> found) {
        var removed = new LinkedHashMap<PendingDocument, HandOver>();
        for (var waiting : found) {
            var handOver = queued.remove(waiting.document());
            bytes -= handOver.bytes();
            removed.put(waiting.document(), handOver);
        }
        return removed;
    }
}
