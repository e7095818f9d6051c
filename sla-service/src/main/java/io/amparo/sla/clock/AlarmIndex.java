package io.amparo.sla.clock;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.platform.Adapter;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The alarms of the engine in order of time. Reading them costs only what is due, however many are stored. A ticket has one alarm
 * of its own, which its watch also contains, and may have extra alarms.
 */
@Adapter
final class AlarmIndex {
    record Alarm(Instant at, String ticketId) {}

    private static final byte[] OWN = {}, CALL = {1};

    private final KeyValueStore<byte[], byte[]> store;
    private final AtomicLong allOpen;
    private long open;
    // All earlier keys are deleted. A scan from here skips their tombstones.
    private byte[] from = key(Instant.EPOCH, "");

    AlarmIndex(KeyValueStore<byte[], byte[]> store, AtomicLong allOpen) {
        this.store = store;
        this.allOpen = allOpen;
        try (var all = store.all()) {
            while (all.hasNext())
                if (all.next().value.length == OWN.length) count(1);
        }
    }

    /** Moves a ticket's own alarm from one instant to another; null for none. */
    void move(@Nullable Instant from, @Nullable Instant to, String ticketId) {
        if (from != null && !from.equals(to)) store.put(key(from, ticketId), null);
        if (to != null && !to.equals(from)) set(to, ticketId, OWN);
        count((to == null ? 0 : 1) - (from == null ? 0 : 1));
    }

    /** Schedules an extra alarm, independent of the ticket's own. */
    void call(Instant at, String ticketId) {
        set(at, ticketId, CALL);
    }

    private void set(Instant at, String ticketId, byte[] kind) {
        var key = key(at, ticketId);
        store.put(key, kind);
        if (Arrays.compareUnsigned(key, from) < 0) from = key;
    }

    /** Deletes an extra alarm that has fired. {@link #move} deletes a ticket's own. */
    void clear(Alarm alarm) {
        store.put(key(alarm.at(), alarm.ticketId()), null);
    }

    /** Returns the due alarms, oldest first. The caller clears each of them. */
    List<Alarm> due(Instant now, int limit) {
        var due = new ArrayList<Alarm>();
        var to = key(now.plusMillis(1), "");
        try (var range = store.range(from, to)) {
            while (range.hasNext() && due.size() < limit)
                due.add(alarm(range.next().key));
        }
        from = due.isEmpty() ? to : key(due.getLast().at(), due.getLast().ticketId());
        return due;
    }

    Optional<Instant> first() {
        try (var range = store.range(from, null)) {
            return range.hasNext() ? Optional.of(alarm(range.next().key).at()) : Optional.empty();
        }
    }

    void close() {
        allOpen.addAndGet(-open);
    }

    private void count(int one) {
        open += one;
        allOpen.addAndGet(one);
    }

    private static byte[] key(Instant at, String ticketId) {
        var id = ticketId.getBytes(UTF_8);
        return ByteBuffer.allocate(Long.BYTES + id.length).putLong(Math.max(0, at.toEpochMilli())).put(id).array();
    }

    private static Alarm alarm(byte[] key) {
        var bytes = ByteBuffer.wrap(key);
        return new Alarm(Instant.ofEpochMilli(bytes.getLong()), UTF_8.decode(bytes).toString());
    }
}
