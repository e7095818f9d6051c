package io.amparo.sla.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.events.EventCodec;
import io.amparo.platform.Adapter;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Writes the global table of products, also when the table is restored from its topic. A row is the sequence of the event, its
 * cause for events that follow, and its body. An older event that is published late does not overwrite a newer one.
 */
@Adapter
final class ProductTable implements Processor<byte[], byte[], Void, Void> {
    private final EventCodec codec;
    private KeyValueStore<byte[], byte[]> rows;

    ProductTable(EventCodec codec) {
        this.codec = codec;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        rows = context.getStateStore(SlaTopology.PRODUCTS);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (record.key() == null) return;
        if (record.value() == null) {
            rows.delete(record.key());
            return;
        }
        var known = rows.get(record.key());
        long newest = known == null ? Long.MIN_VALUE : sequence(known);
        // An event without a sequence cannot be decoded either. Its row is reported, and any later event replaces it.
        long sequence = codec.sequence(record.headers()).orElse(newest);
        if (sequence >= newest) rows.put(record.key(), row(sequence, cause(record.headers()), record.value()));
    }

    private byte[] cause(Headers headers) {
        return codec.cause(headers).map(id -> new EventCause(id, codec.correlation(headers).orElse(null), null).toText())
                .orElse("").getBytes(UTF_8);
    }

    private static byte[] row(long sequence, byte[] cause, byte[] body) {
        return ByteBuffer.allocate(Long.BYTES + Integer.BYTES + cause.length + body.length).putLong(sequence).putInt(cause.length)
                .put(cause).put(body).array();
    }

    static long sequence(byte[] row) {
        return ByteBuffer.wrap(row).getLong();
    }

    /** Returns the event of the row as cause of others; empty if it has no id. */
    static byte[] cause(byte[] row) {
        int from = Long.BYTES + Integer.BYTES;
        return Arrays.copyOfRange(row, from, from + causeLength(row));
    }

    static byte[] body(byte[] row) {
        return Arrays.copyOfRange(row, Long.BYTES + Integer.BYTES + causeLength(row), row.length);
    }

    private static int causeLength(byte[] row) {
        return ByteBuffer.wrap(row).getInt(Long.BYTES);
    }
}
