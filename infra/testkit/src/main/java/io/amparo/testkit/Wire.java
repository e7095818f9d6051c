package io.amparo.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.amparo.events.DomainEvent;
import io.amparo.events.Event;
import io.amparo.events.EventCodec;
import io.amparo.events.Topic;
import io.amparo.events.UnreadableEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka client for tests: publishes the events of other services, and consumes all topics read-committed from the start. */
public final class Wire implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String REASON = "kafka_dlt-exception-message";

    private final EventCodec codec;
    private final String brokers;
    private final String topicPrefix;
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<Event> heard = new CopyOnWriteArrayList<>();
    private final Thread listener;

    public Wire(String brokers, String topicPrefix) {
        this.brokers = brokers;
        this.topicPrefix = topicPrefix;
        this.codec = new EventCodec("elsewhere", topicPrefix);
        this.producer = new KafkaProducer<>(Map.of("bootstrap.servers", brokers, "acks", "all"), new StringSerializer(),
                new ByteArraySerializer());
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers, "group.id", Backends.freshName("wire"), "auto.offset.reset", "earliest",
                        "isolation.level", "read_committed", "metadata.max.age.ms", "500", "allow.auto.create.topics", "false"),
                new StringDeserializer(), new ByteArrayDeserializer());
        this.listener = Thread.ofPlatform().daemon(true).name("wire").start(this::listen);
    }

    private void listen() {
        try (consumer) {
            consumer.subscribe(Arrays.stream(Topic.values()).map(topic -> topicPrefix + topic.topicName()).toList());
            while (true)
                consumer.poll(Duration.ofMillis(100)).forEach(this::hear);
        } catch (WakeupException closed) {
            // close() wakes up the consumer
        }
    }

    private void hear(ConsumerRecord<String, byte[]> record) {
        try {
            heard.add(codec.read(record.headers(), record.value()));
        } catch (UnreadableEvent said) {
            // A test has published an invalid event on purpose; the service under test must handle it.
        }
    }

    /** Publishes an event as another service, with a random id. */
    public void say(String subject, long sequence, DomainEvent event) {
        say(UUID.randomUUID() + "/" + sequence + "/0", subject, sequence, event);
    }

    /** Publishes an event with a given id. The same id twice is a duplicate of one event. */
    public void say(String id, String subject, long sequence, DomainEvent event) {
        send(codec.write(id, subject, sequence, Instant.now(), null, null, null, event));
    }

    /** Publishes bytes that may be an invalid event. */
    public void sayRaw(Topic topic, String key, byte[] value) {
        send(new ProducerRecord<>(topicPrefix + topic.topicName(), key, value));
    }

    /** Publishes an event to the dead letter topic of a service, as if an earlier build could not read it. */
    public void setAside(Topic topic, String service, String subject, DomainEvent event) {
        var record = codec.write(UUID.randomUUID() + "/1/0", subject, 1, Instant.now(), null, null, null, event);
        record.headers().add(REASON, "an earlier build could not read it".getBytes(UTF_8));
        send(new ProducerRecord<>(letters(topic, service), 0, record.key(), record.value(), record.headers()));
    }

    private void send(ProducerRecord<String, byte[]> record) {
        try {
            producer.send(record).get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns the events of one type that were received so far. */
    public <E extends DomainEvent> List<E> heard(Class<E> type) {
        return heard.stream().map(Event::data).filter(type::isInstance).map(type::cast).toList();
    }

    /** Returns all events that were received so far. */
    public List<Event> heard() {
        return List.copyOf(heard);
    }

    /** Waits at most 20 s for the first event of this type that matches, and returns it. */
    public <E extends DomainEvent> E hear(Class<E> type, Predicate<E> fits) {
        return await("an event " + type.getSimpleName()).atMost(PATIENCE).pollInterval(Duration.ofMillis(20))
                .until(() -> heard(type).stream().filter(fits).findFirst(), Optional::isPresent).orElseThrow();
    }

    /** Returns the exception messages of the dead letters of a service on a topic. */
    public List<String> deadLetters(Topic topic, String service) {
        var letters = new TopicPartition(letters(topic, service), 0);
        try (var reader = new KafkaConsumer<>(Map.<String, Object>of("bootstrap.servers", brokers), new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            reader.assign(List.of(letters));
            reader.seekToBeginning(List.of(letters));
            var reasons = new ArrayList<String>();
            long end = reader.endOffsets(List.of(letters)).get(letters);
            while (reader.position(letters) < end)
                reader.poll(Duration.ofMillis(200))
                        .forEach(letter -> reasons.add(new String(letter.headers().lastHeader(REASON).value(), UTF_8)));
            return reasons;
        }
    }

    private String letters(Topic topic, String service) {
        return topic(topic) + "." + group(service) + ".dlt";
    }

    /** Returns the consumer group of a service in this test. */
    public String group(String service) {
        return topicPrefix + service;
    }

    public String topic(Topic topic) {
        return topicPrefix + topic.topicName();
    }

    @Override
    public void close() {
        consumer.wakeup();
        producer.close(Duration.ZERO);
        try {
            listener.join(PATIENCE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
