package io.amparo.sla.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.events.EventCodec;
import io.amparo.events.Topic;
import io.amparo.platform.Adapter;
import io.amparo.platform.LogText;
import io.amparo.platform.consume.DeadLetterLog;
import io.amparo.platform.consume.DeadLetterLog.Effect;
import io.amparo.platform.consume.DeadLetterTopics;
import io.amparo.sla.engine.SlaProcessor.OutgoingRecord;
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
final class DeadLetterForwarder implements UnreadableRowHandler {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterForwarder.class);
    private static final String ORIGINAL_TOPIC = "kafka_dlt-original-topic";

    private final ProcessorContext<byte[], OutgoingRecord> context;
    private final EventCodec codec;
    private final KeyValueStore<String, byte[]> parkedRows;
    private final OpenTicketIndex openTickets;

    DeadLetterForwarder(ProcessorContext<byte[], OutgoingRecord> context, EventCodec codec,
            KeyValueStore<String, byte[]> parkedRows, OpenTicketIndex openTickets) {
        this.context = context;
        this.codec = codec;
        this.parkedRows = parkedRows;
        this.openTickets = openTickets;
    }

    void park(Record<byte[], byte[]> record, RuntimeException e) {
        var topic = originalTopic(record.headers());
        var headers = DeadLetterTopics.withoutDeadLetterHeaders(new RecordHeaders(record.headers()));
        var replayOf = record.headers().lastHeader(DeadLetterTopics.REPLAY_OF);
        if (replayOf != null && isReplayed()) headers.add(replayOf);
        forward(topic, record.withHeaders(headers), e);
        var subject = codec.subject(headers);
        if (effect(headers) == Effect.SUBJECT_WAITS) subject.ifPresent(openTickets::markParked);
        var at = context.recordMetadata().orElseThrow();
        DeadLetterLog.parked(context.applicationId(), topic, at.topic() + "-" + at.partition() + "@" + at.offset(), headers,
                subject.orElse(""), effect(headers), e, "");
    }

    /** Whether the record reports that no dead letter of its subject waits any more. */
    boolean isRelease(Record<byte[], byte[]> record) {
        return isReplayed() && record.headers().lastHeader(DeadLetterTopics.RELEASED) != null;
    }

    private boolean isReplayed() {
        return context.recordMetadata().orElseThrow().topic().endsWith(SlaTopology.REPLAY);
    }

    /** Only without its opening, the later events of a ticket become dead letters too. */
    private Effect effect(Headers headers) {
        if (codec.subject(headers).isEmpty()) return Effect.NONE;
        return codec.type(headers).filter(type -> type.contains(".TicketOpened.")).isPresent()
                ? Effect.SUBJECT_WAITS
                : Effect.APPLIED_WITHOUT_IT;
    }

    /**
     * Returns the topic that the record came from. Only a record of the replay topic has its original topic in a header, and only
     * an input of the engine counts: otherwise the producer of a record would choose where its dead letter goes.
     */
    private String originalTopic(Headers headers) {
        var topic = context.recordMetadata().orElseThrow().topic();
        var header = headers.lastHeader(ORIGINAL_TOPIC);
        if (header == null || header.value() == null || !isReplayed()) return topic;
        var original = new String(header.value(), UTF_8);
        return SlaTopology.replayableTopics(codec).contains(original) ? original : topic;
    }

    /**
     * Every task reads the rows of a table repeatedly. Only one task parks an unreadable row, and only once. Tickets that depend
     * on the row wait.
     */
    @Override
    public void onUnreadable(Topic table, String key, byte[] row, RuntimeException e) {
        var storeKey = "unreadable/" + table + "/" + key;
        if (Arrays.equals(row, parkedRows.get(storeKey))) return;
        parkedRows.put(storeKey, row);
        LOG.error(
                "SLA engine cannot decode row {} of {}: {}. One task parks it; tickets that depend on it wait for a readable one. "
                        + "Next: publish the state once more, ./amparo republish {}",
                LogText.of(key), table, LogText.rootCause(e), table == Topic.PRODUCTS ? "eol-service" : "sla-service");
        if (parksTableRows())
            forward(codec.topicName(table),
                    new Record<>(key.getBytes(UTF_8), row, context.currentSystemTimeMs(), new RecordHeaders()), e);
    }

    /** Whether this task parks the unreadable rows of tables, which every task reads. */
    boolean parksTableRows() {
        return context.taskId().partition() == 0;
    }

    private void forward(String topic, Record<byte[], byte[]> record, RuntimeException e) {
        var cause = LogText.rootCauseOf(e);
        setHeader(record.headers(), ORIGINAL_TOPIC, topic);
        setHeader(record.headers(), "kafka_dlt-exception-fqcn", cause.getClass().getName());
        setHeader(record.headers(), "kafka_dlt-exception-message", String.valueOf(cause.getMessage()));
        DeadLetterTopics.limitExceptionHeaders(record.headers());
        context.forward(
                record.withValue(new OutgoingRecord(record.value(), DeadLetterTopics.nameOf(topic, context.applicationId()))));
    }

    private static void setHeader(Headers headers, String name, String value) {
        headers.remove(name).add(name, value.getBytes(UTF_8));
    }
}
