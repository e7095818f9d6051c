package io.amparo.sla.engine;

import io.amparo.events.EventCodec;
import io.amparo.platform.Adapter;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Writes the global table of products, also when the table is restored from its topic. A row is the sequence of the event and its
 * body. An older event that is published late does not overwrite a newer one.
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
        if (sequence >= newest) rows.put(record.key(), row(sequence, record.value()));
    }

    private static byte[] row(long sequence, byte[] body) {
        return ByteBuffer.allocate(Long.BYTES + body.length).putLong(sequence).put(body).array();
    }

    static long sequence(byte[] row) {
        return ByteBuffer.wrap(row).getLong();
    }

    static byte[] body(byte[] row) {
        return Arrays.copyOfRange(row, Long.BYTES, row.length);
    }
}
