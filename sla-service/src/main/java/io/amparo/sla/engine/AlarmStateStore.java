package io.amparo.sla.engine;

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
final class AlarmStateStore {
    record Alarm(Instant at, String ticketId) {}

    private static final byte[] TICKET_ALARM = {}, EXTRA_ALARM = {1};

    private final KeyValueStore<byte[], byte[]> store;
    private final AtomicLong totalCount;
    private long count;
    // All earlier keys are deleted. A scan from here skips their tombstones.
    private byte[] scanStart = key(Instant.EPOCH, "");

    AlarmStateStore(KeyValueStore<byte[], byte[]> store, AtomicLong totalCount) {
        this.store = store;
        this.totalCount = totalCount;
        try (var all = store.all()) {
            while (all.hasNext())
                if (all.next().value.length == TICKET_ALARM.length) changeCount(1);
        }
    }

    /** Moves a ticket's own alarm from one instant to another; null for none. */
    void move(@Nullable Instant from, @Nullable Instant to, String ticketId) {
        if (from != null && !from.equals(to)) store.put(key(from, ticketId), null);
        if (to != null && !to.equals(from)) put(to, ticketId, TICKET_ALARM);
        changeCount((to == null ? 0 : 1) - (from == null ? 0 : 1));
    }

    /** Schedules an extra alarm, independent of the ticket's own. */
    void scheduleExtra(Instant at, String ticketId) {
        put(at, ticketId, EXTRA_ALARM);
    }

    private void put(Instant at, String ticketId, byte[] kind) {
        var key = key(at, ticketId);
        store.put(key, kind);
        if (Arrays.compareUnsigned(key, scanStart) < 0) scanStart = key;
    }

    /** Deletes an extra alarm that has fired. {@link #move} deletes a ticket's own. */
    void clear(Alarm alarm) {
        store.put(key(alarm.at(), alarm.ticketId()), null);
    }

    /** Returns the due alarms, oldest first. The caller clears each of them. */
    List<Alarm> due(Instant now, int limit) {
        var due = new ArrayList<Alarm>();
        var to = key(now.plusMillis(1), "");
        try (var range = store.range(scanStart, to)) {
            while (range.hasNext() && due.size() < limit)
                due.add(alarm(range.next().key));
        }
        scanStart = due.isEmpty() ? to : key(due.getLast().at(), due.getLast().ticketId());
        return due;
    }

    Optional<Instant> first() {
        try (var range = store.range(scanStart, null)) {
            return range.hasNext() ? Optional.of(alarm(range.next().key).at()) : Optional.empty();
        }
    }

    void close() {
        totalCount.addAndGet(-count);
    }

    private void changeCount(int delta) {
        count += delta;
        totalCount.addAndGet(delta);
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
