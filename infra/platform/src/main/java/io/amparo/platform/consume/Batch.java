package io.amparo.platform.consume;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;

/**
 * The records of one poll, as a binding with {@code consumer.batch-mode} passes them. The payload is a list of bodies, but its
 * declared type must stay {@code Object}: if the element type is known, Spring Cloud Function converts each body by its content
 * type and drops the bytes that it cannot convert.
 */
public final class Batch {
    private final Message<Object> poll;
    private final List<byte[]> bodies;
    private final List<Headers> headers;
    private final List<String> topics;

    Batch(Message<Object> poll) {
        this.poll = poll;
        bodies = bodies(poll);
        headers = values(KafkaHeaders.NATIVE_HEADERS);
        topics = values(KafkaHeaders.RECEIVED_TOPIC);
    }

    /** Returns a consumer of all records, for a binding without a consumer group. */
    public static Consumer<Message<Object>> forEach(Consumer<ReceivedRecord> action) {
        return poll -> {
            var batch = new Batch(poll);
            IntStream.range(0, batch.size()).mapToObj(batch::record).forEach(action);
        };
    }

    int size() {
        return bodies.size();
    }

    String topic(int index) {
        return topics.get(index);
    }

    ReceivedRecord record(int index) {
        return new ReceivedRecord(headers.get(index), bodies.get(index));
    }

    /** Names the record by its offset: the batch may have fewer records than the poll, so that indexes differ. */
    BatchListenerFailedException failure(int index, RuntimeException e) {
        return new BatchListenerFailedException("Record " + index + " of the batch failed", e,
                new ConsumerRecord<>(topic(index), this.<Integer>values(KafkaHeaders.RECEIVED_PARTITION).get(index),
                        this.<Long>values(KafkaHeaders.OFFSET).get(index), null, null));
    }

    @SuppressWarnings("unchecked") // BatchRecordConverter passes the bodies of the binder, which are bytes
    private static List<byte[]> bodies(Message<Object> poll) {
        return (List<byte[]>) poll.getPayload();
    }

    @SuppressWarnings("unchecked") // the type that the batch converter of Spring Kafka uses for this header
    private <T> List<T> values(String header) {
        return poll.getHeaders().get(header) instanceof List<?> values ? (List<T>) values : List.of();
    }
}
