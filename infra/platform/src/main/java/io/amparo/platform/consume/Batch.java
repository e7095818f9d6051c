package io.amparo.platform.consume;

import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.AggregateUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

/**
 * Consumes the records of one poll together, for bindings with {@code consumer.batch-mode} on topics with many records. The
 * payload is a list of bodies, but its declared type must stay {@code Object}: if the element type is known, Spring Cloud
 * Function converts each body by its content type and drops the bytes that it cannot convert.
 */
public final class Batch {

    /** Maps the headers and body of a record to the update of an aggregate; empty if the record changes nothing. */
    public interface BatchMapping<S, E> extends BiFunction<Headers, byte[], Optional<AggregateUpdate<S, E>>> {}

    /**
     * Returns a consumer that applies a batch to a store with one read and one bulk write. If that fails, it applies the records
     * one by one: only the record that fails is parked. Repeating is safe, because the inbox holds the causes of the applied
     * updates.
     *
     * @throws BatchListenerFailedException (from the consumer) with the record that failed
     */
    public static <S, E> Consumer<Message<Object>> into(AggregateStore<S, E> store, BatchMapping<S, E> mapping) {
        return batch -> {
            try {
                var updates = new ArrayList<AggregateUpdate<S, E>>();
                forEachRecord(batch, (headers, body) -> mapping.apply(headers, body).ifPresent(updates::add));
                store.applyAll(updates);
            } catch (RuntimeException e) {
                // An unavailable store fails for each record: the whole batch is delivered once more.
                if (TransientFailure.is(e)) throw failure(batch, 0, e);
                applyOneByOne(batch, store, mapping);
            }
        };
    }

    private static <S, E> void applyOneByOne(Message<Object> batch, AggregateStore<S, E> store, BatchMapping<S, E> mapping) {
        for (int index = 0; index < bodies(batch).size(); index++) try {
            store.applyAll(mapping.apply(headers(batch).get(index), bodies(batch).get(index)).stream().toList());
        } catch (RuntimeException e) {
            throw failure(batch, index, e);
        }
    }

    /** Names the record by its offset: the batch may have fewer records than the poll, so that indexes differ. */
    private static BatchListenerFailedException failure(Message<Object> batch, int index, RuntimeException e) {
        var message = "Record " + index + " of the batch failed";
        var topics = values(batch, KafkaHeaders.RECEIVED_TOPIC, String.class);
        if (topics.isEmpty()) return new BatchListenerFailedException(message, e, index); // a replayed record
        return new BatchListenerFailedException(message, e,
                new ConsumerRecord<>(topics.get(index), values(batch, KafkaHeaders.RECEIVED_PARTITION, Integer.class).get(index),
                        values(batch, KafkaHeaders.OFFSET, Long.class).get(index), null, null));
    }

    /** Passes each record of the batch, as headers and body, to the action. */
    public static void forEachRecord(Message<Object> batch, BiConsumer<Headers, byte[]> action) {
        var headers = headers(batch).iterator();
        for (var body : bodies(batch)) action.accept(headers.next(), body);
    }

    @SuppressWarnings("unchecked")
    private static List<byte[]> bodies(Message<Object> batch) {
        return (List<byte[]>) batch.getPayload();
    }

    private static List<Headers> headers(Message<Object> batch) {
        return values(batch, KafkaHeaders.NATIVE_HEADERS, Headers.class);
    }

    @SuppressWarnings("unchecked")
    private static <T> List<T> values(Message<Object> batch, String header, Class<T> type) {
        return batch.getHeaders().get(header) instanceof List<?> values ? (List<T>) values : List.of();
    }

    static Message<Object> ofOne(Headers headers, byte[] body) {
        return MessageBuilder.withPayload((Object) List.of(body)).setHeader(KafkaHeaders.NATIVE_HEADERS, List.of(headers))
                .build();
    }

    private Batch() {}
}
