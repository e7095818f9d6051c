package io.amparo.local.outside;

import io.amparo.events.DomainEvent;
import io.amparo.events.Event;
import io.amparo.events.EventCodec;
import io.amparo.events.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Kafka as any other system reads it: committed events only, from now on. */
public final class Topics implements AutoCloseable {

    /** @param attributes what else is said of the event; {@code at}: when it could be read here */
    public record Heard<E>(E event, Event attributes, Instant at) {}

    private final KafkaConsumer<String, byte[]> consumer;
    private final EventCodec codec = EventCodec.readOnly();
    private final List<Heard<DomainEvent>> heard = new CopyOnWriteArrayList<>();
    private final Thread listener;

    public Topics(String brokers) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers, "isolation.level", "read_committed", "auto.offset.reset", "latest"),
                new StringDeserializer(), new ByteArrayDeserializer());
        var partitions = Arrays.stream(Topic.values()).flatMap(topic -> consumer.partitionsFor(topic.topicName()).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // Positions are looked up lazily: what is published after this line must be heard.
        partitions.forEach(consumer::position);
        listener = Thread.ofPlatform().daemon(true).name("topics").start(this::listen);
    }

    private void listen() {
        try (consumer) {
            while (true)
                for (var message : consumer.poll(Duration.ofMillis(100))) {
                    var at = Instant.now();
                    var event = codec.read(message.headers(), message.value());
                    if (event.data() != null) heard.add(new Heard<>(event.data(), event, at));
                }
        } catch (WakeupException closed) {
            // close() wakes the poll
        } catch (SerializationException notOurs) {
            throw new NotSeen("a topic holds what is no event: " + notOurs.getMessage());
        }
    }

    public <E extends DomainEvent> Heard<E> await(Instant deadline, String what, Class<E> type, Predicate<E> fits) {
        return Patience.until(deadline, what + " on Kafka",
                () -> heard.stream().filter(each -> type.isInstance(each.event()))
                        .map(each -> new Heard<>(type.cast(each.event()), each.attributes(), each.at()))
                        .filter(each -> fits.test(each.event())).findFirst());
    }

    /** Everything heard so far of one type. */
    public <E extends DomainEvent> List<E> heard(Class<E> type) {
        return heard.stream().map(Heard::event).filter(type::isInstance).map(type::cast).toList();
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            listener.join(Duration.ofSeconds(5));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
