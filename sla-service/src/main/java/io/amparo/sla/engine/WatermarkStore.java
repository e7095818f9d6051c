package io.amparo.sla.engine;

import io.amparo.platform.Adapter;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.kafka.streams.state.KeyValueStore;

/** The last watermark of a task, which survives a restart and a takeover. */
@Adapter
final class WatermarkStore {
    private static final String KEY = "watermark";

    private final KeyValueStore<String, byte[]> store;

    WatermarkStore(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    /** Whether the last watermark has promised that no edge of this instant follows. */
    boolean covers(Instant at) {
        return !at.isAfter(last());
    }

    /** Moves the watermark; returns false if it would not rise, because the system clock was set back. */
    boolean riseTo(Instant at) {
        if (covers(at)) return false;
        store.put(KEY, ByteBuffer.allocate(Long.BYTES).putLong(at.toEpochMilli()).array());
        return true;
    }

    private Instant last() {
        var stored = store.get(KEY);
        return stored == null ? Instant.EPOCH : Instant.ofEpochMilli(ByteBuffer.wrap(stored).getLong());
    }
}
