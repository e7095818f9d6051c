package io.amparo.platform.consume;

import io.amparo.platform.LogText;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.support.SendResult;

/**
 * Publishes dead letters with their exception. The topic follows from the topic that the record came from and the consumer group;
 * no header of the record has an influence.
 */
final class DeadLetterPublisher extends DeadLetterPublishingRecoverer {
    private final BiConsumer<ConsumerRecord<?, ?>, RecordMetadata> onPublished;

    /** @param onPublished is called with the record and its place among the dead letters, after the broker's acknowledgement */
    DeadLetterPublisher(KafkaTemplate<byte[], byte[]> template, String group,
            BiConsumer<ConsumerRecord<?, ?>, RecordMetadata> onPublished) {
        super(template, (record, _) -> new TopicPartition(DeadLetterTopics.nameOf(record.topic(), group), 0));
        this.onPublished = onPublished;
    }

    /**
     * Publishes a copy without dead letter headers, so that all headers of this kind are from the recoverer. They describe the
     * deepest cause, because the exceptions around it only repeat it.
     */
    void publish(ConsumerRecord<?, ?> record, Exception exception) {
        accept(new ConsumerRecord<>(record.topic(), record.partition(), record.offset(), record.timestamp(),
                record.timestampType(), record.serializedKeySize(), record.serializedValueSize(), record.key(), record.value(),
                DeadLetterTopics.withoutDeadLetterHeaders(new RecordHeaders(record.headers())), record.leaderEpoch()), null,
                LogText.rootCauseOf(exception));
    }

    @Override
    protected ProducerRecord<Object, Object> createProducerRecord(ConsumerRecord<?, ?> record, TopicPartition deadLetterPartition,
            Headers headers, byte @Nullable [] key, byte @Nullable [] value) {
        return super.createProducerRecord(record, deadLetterPartition, DeadLetterTopics.limitExceptionHeaders(headers), key,
                value);
    }

    @Override
    protected void verifySendResult(KafkaOperations<Object, Object> template, ProducerRecord<Object, Object> deadLetter,
            @Nullable CompletableFuture<SendResult<Object, Object>> result, ConsumerRecord<?, ?> record) {
        super.verifySendResult(template, deadLetter, result, record);
        if (result != null) onPublished.accept(record, result.join().getRecordMetadata());
    }
}
