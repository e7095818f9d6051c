package io.amparo.platform.consume;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.messaging.Message;

/**
 * The one consumer of a service: passes the records of a poll to the handlers of their topics. If that fails, it passes them one
 * by one in the order of the poll, so that only the record that fails is parked and all before it are handled.
 */
final class TopicConsumer implements Consumer<Message<Object>> {
    private final Map<String, TopicHandler> handlers;

    /** @throws IllegalStateException if a topic has two handlers */
    TopicConsumer(Collection<TopicHandler> handlers) {
        this.handlers = handlers.stream().collect(toMap(TopicHandler::topic, Function.identity()));
    }

    Set<String> topics() {
        return handlers.keySet();
    }

    /** @throws BatchListenerFailedException with the record that failed; with the first one if no record is the cause */
    @Override
    public void accept(Message<Object> poll) {
        var batch = new Batch(poll);
        try {
            handle(batch);
        } catch (RuntimeException | StackOverflowError e) {
            // An unavailable store fails for each record: the whole poll is delivered once more.
            if (batch.size() == 1 || TransientFailure.is(e)) throw batch.failure(0, asException(e));
            handleOneByOne(batch);
        }
    }

    private void handle(Batch batch) {
        var byTopic = new LinkedHashMap<String, List<ReceivedRecord>>();
        for (int index = 0; index < batch.size(); index++)
            byTopic.computeIfAbsent(batch.topic(index), _ -> new ArrayList<>()).add(batch.record(index));
        byTopic.forEach((topic, records) -> handler(topic).handle(records));
    }

    private void handleOneByOne(Batch batch) {
        for (int index = 0; index < batch.size(); index++) try {
            handler(batch.topic(index)).handle(List.of(batch.record(index)));
        } catch (RuntimeException | StackOverflowError e) {
            throw batch.failure(index, asException(e));
        }
    }

    /** An error would stop the consumer; one record must not do that, however deep what it contains is nested. */
    private static RuntimeException asException(Throwable failure) {
        return failure instanceof RuntimeException exception ? exception : new IllegalStateException(failure);
    }

    /** Handles a dead letter of a topic. */
    void replay(String topic, ConsumerRecord<byte[], byte[]> deadLetter) {
        handler(topic).handle(List.of(new ReceivedRecord(deadLetter.headers(), deadLetter.value())));
    }

    private TopicHandler handler(String topic) {
        var handler = handlers.get(topic);
        if (handler == null) throw new IllegalStateException("No handler for topic " + topic);
        return handler;
    }
}
