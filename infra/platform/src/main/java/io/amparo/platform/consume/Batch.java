package io.amparo.platform.consume;

import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Hearing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.apache.kafka.common.header.Headers;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

/**
 * What a poll has brought, of a topic on which much comes at once: for bindings with {@code consumer.batch-mode}. It is a list of
 * bodies, but must not be called so: where the element's type is known, Spring Cloud Function converts each by its content type,
 * and drops bytes that it cannot.
 */
public final class Batch {

    /** What an event, by its headers and body, comes to for a store; empty for nothing. */
    public interface Reading<S, E> extends BiFunction<Headers, byte[], Optional<Hearing<S, E>>> {}

    /**
     * Hands all of it to a store in one go. Where that fails, event by event, so that the broken one is known and set aside, and
     * none of the others: what was applied already has its cause in the inbox.
     */
    public static <S, E> Consumer<Message<Object>> into(AggregateStore<S, E> store, Reading<S, E> reading) {
        return batch -> {
            try {
                var hearings = new ArrayList<Hearing<S, E>>();
                each(batch, (headers, body) -> reading.apply(headers, body).ifPresent(hearings::add));
                store.hear(hearings);
            } catch (RuntimeException oneOfThem) {
                oneByOne(batch, store, reading);
            }
        };
    }

    private static <S, E> void oneByOne(Message<Object> batch, AggregateStore<S, E> store, Reading<S, E> reading) {
        for (int index = 0; index < bodies(batch).size(); index++) try {
            store.hear(reading.apply(headers(batch).get(index), bodies(batch).get(index)).stream().toList());
        } catch (RuntimeException broken) {
            throw new BatchListenerFailedException("event " + index + " of a batch", broken, index);
        }
    }

    /** Each event with its own headers. */
    public static void each(Message<Object> batch, BiConsumer<Headers, byte[]> reader) {
        var headers = headers(batch).iterator();
        for (var body : bodies(batch)) reader.accept(headers.next(), body);
    }

    @SuppressWarnings("unchecked")
    private static List<byte[]> bodies(Message<Object> batch) {
        return (List<byte[]>) batch.getPayload();
    }

    @SuppressWarnings("unchecked")
    private static List<Headers> headers(Message<Object> batch) {
        return batch.getHeaders().get(KafkaHeaders.NATIVE_HEADERS, List.class);
    }

    static Message<Object> ofOne(Headers headers, byte[] body) {
        return MessageBuilder.withPayload((Object) List.of(body)).setHeader(KafkaHeaders.NATIVE_HEADERS, List.of(headers))
                .build();
    }

    private Batch() {}
}
