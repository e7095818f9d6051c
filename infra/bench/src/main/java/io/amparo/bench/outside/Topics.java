package io.amparo.bench.outside;

import io.amparo.events.DomainEvent;
import io.amparo.events.EventCodec;
import io.amparo.events.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Kafka as any other system reads it: committed events only, from now on, each with the instant at which it could be read here. */
public final class Topics implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<String, byte[]> consumer;
    private final EventCodec codec = EventCodec.reader();
    private final BiConsumer<DomainEvent, Instant> hears;
    private final Thread listener;

    public Topics(String brokers, List<Topic> topics, BiConsumer<DomainEvent, Instant> hears) {
        this.hears = hears;
        this.consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", brokers, "isolation.level", "read_committed"),
                new StringDeserializer(), new ByteArrayDeserializer());
        var partitions = topics.stream().flatMap(topic -> consumer.partitionsFor(topic.topicName()).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // Positions are looked up lazily: what is published after this line must be heard.
        partitions.forEach(consumer::position);
        this.listener = Thread.ofPlatform().daemon().name("topics").start(this::listen);
    }

    private void listen() {
        try (consumer) {
            while (true) {
                var records = consumer.poll(POLL);
                var at = Instant.now();
                for (var told : records) {
                    var event = codec.read(told.headers(), told.value()).data();
                    if (event != null) hears.accept(event, at);
                }
            }
        } catch (WakeupException closed) {
            // close() wakes the poll
        }
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
