package io.amparo.platform.stream;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The newest watermark of each partition of the SLA engine, as far as this instance has received them. Thread-safe. */
public final class Watermarks {
    private final int partitions;
    private final Map<Integer, Instant> newest = new ConcurrentHashMap<>();

    /** @param partitions number of partitions, each of which has watermarks */
    public Watermarks(int partitions) {
        this.partitions = partitions;
    }

    public void add(int partition, Instant allEdgesOutUntil) {
        newest.merge(partition, allEdgesOutUntil, (before, after) -> after.isAfter(before) ? after : before);
    }

    /** Returns the instant until which the edges of all partitions are out; empty while one has not sent any. */
    public Optional<Instant> allEdgesOutUntil() {
        return newest.size() < partitions ? Optional.empty() : newest.values().stream().min(Instant::compareTo);
    }
}
