package io.amparo.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;

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
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka as another system uses it: keeps all events that are committed after its creation, and publishes events. */
public final class EventClient implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final String EXCEPTION_MESSAGE_HEADER = "kafka_dlt-exception-message";

    /**
     * A received event.
     *
     * @param at instant at which it could be read
     */
    public record Received<E extends DomainEvent>(E data, Event event, Instant at) {}

    private final Map<String, Object> connection;
    private final String topicPrefix;
    private final EventCodec codec;
    private final KafkaProducer<String, byte[]> producer;
    private final List<Received<DomainEvent>> received = new CopyOnWriteArrayList<>();
    private final EventConsumer consumer;

    /** @param topicPrefix prefix of every topic and consumer group; usually empty */
    public EventClient(String brokers, String topicPrefix) {
        this.connection = Map.of("bootstrap.servers", brokers);
        this.topicPrefix = topicPrefix;
        this.codec = new EventCodec("elsewhere", topicPrefix);
        this.producer = new KafkaProducer<>(connection, new StringSerializer(), new ByteArraySerializer());
        this.consumer = new EventConsumer(connection, codec,
                Arrays.stream(Topic.values()).flatMap(topic -> topic.events().stream()).collect(toSet()),
                (_, _, event, at) -> add(event, at));
    }

    private void add(Supplier<Event> supplier, Instant at) {
        try {
            var event = supplier.get();
            if (event.data() != null) received.add(new Received<>(event.data(), event, at));
        } catch (UnreadableEventException ignored) {
            // A test has published an invalid event on purpose; the service under test must handle it.
        }
    }

    /** Returns all events that were received so far. */
    public List<Event> received() {
        return received.stream().map(Received::event).toList();
    }

    /** Returns the events of one type that were received so far. */
    public <E extends DomainEvent> List<E> received(Class<E> type) {
        return received.stream().map(Received::data).filter(type::isInstance).map(type::cast).toList();
    }

    /** Waits at most 20 s for the first event of this type that matches, and returns it. */
    public <E extends DomainEvent> E receive(Class<E> type, Predicate<E> matches) {
        return await(Instant.now().plus(TIMEOUT), type, matches).data();
    }

    /** Waits until the deadline for the first event of this type that matches, and returns it with its attributes. */
    public <E extends DomainEvent> Received<E> await(Instant deadline, Class<E> type, Predicate<E> matches) {
        return Polling.until(deadline, type.getSimpleName() + " on Kafka",
                () -> received.stream().filter(each -> type.isInstance(each.data()) && matches.test(type.cast(each.data())))
                        .findFirst().map(each -> new Received<>(type.cast(each.data()), each.event(), each.at())));
    }

    /** Publishes an event as another service, with a random id. */
    public void publish(String subject, long sequence, DomainEvent event) {
        publish(UUID.randomUUID() + "/" + sequence + "/0", subject, sequence, event);
    }

    /** Publishes an event with a given id. The same id twice is a duplicate of one event. */
    public void publish(String id, String subject, long sequence, DomainEvent event) {
        send(codec.write(id, subject, sequence, Instant.now(), null, null, null, event));
    }

    /** Publishes an event that belongs to the trace of an earlier request. */
    public void publishInTrace(String traceId, String subject, long sequence, DomainEvent event) {
        var id = UUID.randomUUID();
        var span = id.toString().replace("-", "").substring(16);
        send(codec.write(id + "/" + sequence + "/0", subject, sequence, Instant.now(), traceId, null,
                "00-%s-%s-01".formatted(traceId, span), event));
    }

    /** Publishes bytes that may be an invalid event. */
    public void publishRaw(Topic topic, String key, byte[] value) {
        send(new ProducerRecord<>(topicName(topic), key, value));
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
            throw new ClientException("Publishing to %s was interrupted".formatted(record.topic()), e);
        }
    }

    /** Returns the exception messages of the dead letters of a service on a topic. */
    public List<String> deadLetters(Topic topic, String service) {
        var partition = new TopicPartition(deadLetterTopic(topic, service), 0);
        try (var reader = new KafkaConsumer<>(connection, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
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
        return topicName(topic) + "." + group(service) + ".dlt";
    }

    /** Returns the consumer group of a service. */
    public String group(String service) {
        return topicPrefix + service;
    }

    public String topicName(Topic topic) {
        return codec.topicName(topic);
    }

    @Override
    public void close() {
        consumer.close();
        producer.close(Duration.ZERO);
    }
}
