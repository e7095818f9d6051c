package io.amparo.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.amparo.events.DomainEvent;
import io.amparo.events.Event;
import io.amparo.events.EventCodec;
import io.amparo.events.Topic;
import io.amparo.events.UnreadableEventException;
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
public final class KafkaTestClient implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final String EXCEPTION_MESSAGE_HEADER = "kafka_dlt-exception-message";

    private final EventCodec codec;
    private final String brokers;
    private final String topicPrefix;
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<Event> received = new CopyOnWriteArrayList<>();
    private final Thread listener;

    public KafkaTestClient(String brokers, String topicPrefix) {
        this.brokers = brokers;
        this.topicPrefix = topicPrefix;
        this.codec = new EventCodec("elsewhere", topicPrefix);
        this.producer = new KafkaProducer<>(Map.of("bootstrap.servers", brokers, "acks", "all"), new StringSerializer(),
                new ByteArraySerializer());
        this.consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", brokers, "group.id",
                Backends.uniqueName("kafka-test-client"), "auto.offset.reset", "earliest", "isolation.level", "read_committed",
                "metadata.max.age.ms", "500", "allow.auto.create.topics", "false"), new StringDeserializer(),
                new ByteArrayDeserializer());
        this.listener = Thread.ofPlatform().daemon(true).name("kafka-test-client").start(this::listen);
    }

    private void listen() {
        try (consumer) {
            consumer.subscribe(Arrays.stream(Topic.values()).map(topic -> topicPrefix + topic.topicName()).toList());
            while (true)
                consumer.poll(Duration.ofMillis(100)).forEach(this::receive);
        } catch (WakeupException ignored) {
            // close() wakes up the consumer
        }
    }

    private void receive(ConsumerRecord<String, byte[]> record) {
        try {
            received.add(codec.read(record.headers(), record.value()));
        } catch (UnreadableEventException ignored) {
            // A test has published an invalid event on purpose; the service under test must handle it.
        }
    }

    /** Publishes an event as another service, with a random id. */
    public void publish(String subject, long sequence, DomainEvent event) {
        publish(UUID.randomUUID() + "/" + sequence + "/0", subject, sequence, event);
    }

    /** Publishes an event with a given id. The same id twice is a duplicate of one event. */
    public void publish(String id, String subject, long sequence, DomainEvent event) {
        send(codec.write(id, subject, sequence, Instant.now(), null, null, null, event));
    }

    /** Publishes bytes that may be an invalid event. */
    public void publishRaw(Topic topic, String key, byte[] value) {
        send(new ProducerRecord<>(topicPrefix + topic.topicName(), key, value));
    }

    /** Publishes an event to the dead letter topic of a service, as if an earlier build could not read it. */
    public void publishDeadLetter(Topic topic, String service, String subject, DomainEvent event) {
        var record = codec.write(UUID.randomUUID() + "/1/0", subject, 1, Instant.now(), null, null, null, event);
        record.headers().add(EXCEPTION_MESSAGE_HEADER, "an earlier build could not read it".getBytes(UTF_8));
        send(new ProducerRecord<>(deadLetterTopic(topic, service), 0, record.key(), record.value(), record.headers()));
    }

    private void send(ProducerRecord<String, byte[]> record) {
        try {
            producer.send(record).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns the events of one type that were received so far. */
    public <E extends DomainEvent> List<E> received(Class<E> type) {
        return received.stream().map(Event::data).filter(type::isInstance).map(type::cast).toList();
    }

    /** Returns all events that were received so far. */
    public List<Event> received() {
        return List.copyOf(received);
    }

    /** Waits at most 20 s for the first event of this type that matches, and returns it. */
    public <E extends DomainEvent> E receive(Class<E> type, Predicate<E> matches) {
        return await("an event " + type.getSimpleName()).atMost(TIMEOUT).pollInterval(Duration.ofMillis(20))
                .until(() -> received(type).stream().filter(matches).findFirst(), Optional::isPresent).orElseThrow();
    }

    /** Returns the exception messages of the dead letters of a service on a topic. */
    public List<String> deadLetters(Topic topic, String service) {
        var partition = new TopicPartition(deadLetterTopic(topic, service), 0);
        try (var reader = new KafkaConsumer<>(Map.<String, Object>of("bootstrap.servers", brokers), new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            reader.assign(List.of(partition));
            reader.seekToBeginning(List.of(partition));
            var messages = new ArrayList<String>();
            long end = reader.endOffsets(List.of(partition)).get(partition);
            while (reader.position(partition) < end)
                reader.poll(Duration.ofMillis(200)).forEach(deadLetter -> messages
                        .add(new String(deadLetter.headers().lastHeader(EXCEPTION_MESSAGE_HEADER).value(), UTF_8)));
            return messages;
        }
    }

    private String deadLetterTopic(Topic topic, String service) {
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
            listener.join(TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
