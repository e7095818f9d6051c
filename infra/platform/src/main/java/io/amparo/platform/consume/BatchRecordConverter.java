package io.amparo.platform.consume;

import java.lang.reflect.Type;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.support.converter.BatchMessagingMessageConverter;

/**
 * Converts a poll to a message with its bodies and native headers. A record without a value gets an empty body: Spring Cloud
 * Function drops a whole poll if one of its bodies is {@code KafkaNull}, and the offsets of all its records are committed.
 */
final class BatchRecordConverter extends BatchMessagingMessageConverter {
    private static final byte[] NO_BODY = {};

    BatchRecordConverter() {
        // Batch consumers do not use a header map per record.
        setHeaderMapper(null);
    }

    @Override
    protected Object extractAndConvertValue(ConsumerRecord<?, ?> record, Type type) {
        return record.value() == null ? NO_BODY : super.extractAndConvertValue(record, type);
    }
}
