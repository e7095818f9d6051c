package io.amparo.clients;

import static java.util.stream.Collectors.toSet;

import io.amparo.events.DomainEvent;
import io.amparo.events.Event;
import io.amparo.events.EventCodec;
import io.amparo.events.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Consumes the events that are committed after its creation, as any other system would. A topic that does not exist yet is read
 * from its beginning as soon as it exists.
 */
public final class EventConsumer implements AutoCloseable {

    /** Handles a received event on the thread of the listener. */
    @FunctionalInterface
    public interface Handler {
        /**
         * @param type CloudEvents type
         * @param event decodes the record. Decoding takes longer than receiving, so a benchmark can postpone it.
         * @param at instant at which the event could be read
         */
        void handle(String type, String id, Supplier<Event> event, Instant at);
    }

    private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);
    private static final Duration TOPIC_CHECK_INTERVAL = Duration.ofMillis(500);

    private final KafkaConsumer<String, byte[]> consumer;
    private final EventCodec codec;
    private final Set<String> types;
    private final Handler handler;
    private final Set<String> missingTopics;
    private Instant lastTopicCheck = Instant.now();
    private final Thread thread;

    /**
     * @param settings consumer settings, at least {@code bootstrap.servers}
     * @param events the event classes to receive; all others are skipped without decoding, which keeps the listener cheap
     */
    public EventConsumer(Map<String, Object> settings, EventCodec codec, Set<Class<? extends DomainEvent>> events,
            Handler handler) {
        this.codec = codec;
        this.types = events.stream().map(EventCodec::typeOf).collect(toSet());
        this.handler = handler;
        this.missingTopics = Arrays.stream(Topic.values()).filter(topic -> !Collections.disjoint(topic.events(), events))
                .map(codec::topicName).collect(toSet());
        var consumerSettings = new HashMap<String, Object>(
                Map.of("isolation.level", "read_committed", "allow.auto.create.topics", "false"));
        consumerSettings.putAll(settings);
        this.consumer = new KafkaConsumer<>(consumerSettings, new StringDeserializer(), new ByteArrayDeserializer());
        var partitions = assignExistingTopics();
        consumer.seekToEnd(partitions);
        // Positions are looked up lazily: events that are published after this line must be received.
        partitions.forEach(consumer::position);
        this.thread = Thread.ofPlatform().daemon().name("event-listener").start(this::listen);
    }

    /** Returns the partitions that were not assigned before. */
    private Collection<TopicPartition> assignExistingTopics() {
        var topics = consumer.listTopics();
        topics.keySet().retainAll(missingTopics);
        missingTopics.removeAll(topics.keySet());
        var added = topics.values().stream().flatMap(List::stream).map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        var assignment = new HashSet<>(consumer.assignment());
        assignment.addAll(added);
        consumer.assign(assignment);
        return added;
    }

    private void listen() {
        try (consumer) {
            while (true) {
                if (!missingTopics.isEmpty()) assignNewTopics();
                if (consumer.assignment().isEmpty())
                    LockSupport.parkNanos(POLL_TIMEOUT.toNanos());
                else
                    pollOnce();
            }
        } catch (WakeupException ignored) {
            // close() wakes up the consumer
        }
    }

    private void assignNewTopics() {
        if (lastTopicCheck.plus(TOPIC_CHECK_INTERVAL).isAfter(Instant.now())) return;
        lastTopicCheck = Instant.now();
        try {
            var added = assignExistingTopics();
            // For an empty collection, Kafka would seek in every assigned partition.
            if (!added.isEmpty()) consumer.seekToBeginning(added);
        } catch (TimeoutException ignored) {
            // The broker does not respond; the next check tries again.
        }
    }

    private void pollOnce() {
        var records = consumer.poll(POLL_TIMEOUT);
        var at = Instant.now();
        for (var record : records) {
            var type = codec.type(record.headers()).orElse("");
            if (types.contains(type))
                handler.handle(type, codec.id(record.headers()).orElse(""), () -> codec.read(record.headers(), record.value()),
                        at);
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
