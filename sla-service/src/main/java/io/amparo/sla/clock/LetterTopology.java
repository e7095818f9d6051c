package io.amparo.sla.clock;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.events.EventCodec;
import io.amparo.events.Topic;
import io.amparo.platform.Adapter;
import io.amparo.platform.consume.DeadLetters;
import io.amparo.sla.clock.EngineTopology.Outgoing;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forwards records that the engine cannot process to the dead letters of their topic. Processing continues with the next record.
 */
@Adapter
final class LetterTopology implements Unreadable {
    private static final Logger LOG = LoggerFactory.getLogger(LetterTopology.class);
    private static final String ORIGINAL_TOPIC = "kafka_dlt-original-topic";

    private final ProcessorContext<byte[], Outgoing> context;
    private final EventCodec codec;
    private final MeterRegistry meters;
    private final KeyValueStore<String, byte[]> met;
    private final TicketIndex roll;

    LetterTopology(ProcessorContext<byte[], Outgoing> context, EventCodec codec, MeterRegistry meters,
            KeyValueStore<String, byte[]> met, TicketIndex roll) {
        this.context = context;
        this.codec = codec;
        this.meters = meters;
        this.met = met;
        this.roll = roll;
    }

    void add(Record<byte[], byte[]> record, RuntimeException broken) {
        var headers = new RecordHeaders(record.headers());
        // A replayed record that fails again keeps its original topic.
        var before = headers.lastHeader(ORIGINAL_TOPIC);
        send(before == null ? context.recordMetadata().orElseThrow().topic() : new String(before.value(), UTF_8),
                record.withHeaders(headers), broken);
        codec.subject(headers).ifPresent(roll::laidAside);
    }

    /**
     * Every task reads the rows of a table repeatedly. Only one task parks an unreadable row, and only once. Tickets that depend
     * on the row wait.
     */
    @Override
    public void met(Topic table, String key, byte[] row, RuntimeException broken) {
        var place = "unreadable/" + table + "/" + key;
        if (Arrays.equals(row, met.get(place))) return;
        met.put(place, row);
        LOG.error(
                "SLA engine cannot decode row {} of {}; one task parks it, and tickets that depend on it wait for a readable one",
                key, table, broken);
        if (areOfTables())
            send(codec.topicName(table),
                    new Record<>(key.getBytes(UTF_8), row, context.currentSystemTimeMs(), new RecordHeaders()), broken);
    }

    /** Whether this task parks the unreadable rows of tables, which every task reads. */
    boolean areOfTables() {
        return context.taskId().partition() == 0;
    }

    private void send(String topic, Record<byte[], byte[]> record, RuntimeException broken) {
        put(record.headers(), ORIGINAL_TOPIC, topic);
        put(record.headers(), "kafka_dlt-exception-fqcn", broken.getClass().getName());
        put(record.headers(), "kafka_dlt-exception-message", String.valueOf(broken.getMessage()));
        DeadLetters.cut(record.headers());
        context.forward(record.withValue(new Outgoing(record.value(), DeadLetters.topicOf(topic, context.applicationId()))));
        meters.counter("amparo.dead.letters", "topic", topic).increment();
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name).add(name, value.getBytes(UTF_8));
    }
}
