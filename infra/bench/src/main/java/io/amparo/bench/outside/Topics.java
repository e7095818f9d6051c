package io.amparo.bench.outside;

import static java.util.stream.Collectors.toSet;

import io.amparo.events.DomainEvent;
import io.amparo.events.EventCodec;
import io.amparo.events.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Kafka as any other system reads it: committed events only, from now on, each with the instant at which it could be read here.
 */
public final class Topics implements AutoCloseable {

    /**
     * What is done with an event: to read it takes longer than to hear of it, and can be left for later where that would be in
     * the way.
     */
    public interface Listener {
        /**
         * @param type its wire name
         * @param at when it could be read
         */
        void hears(String type, String id, Supplier<DomainEvent> event, Instant at);
    }

    private static final Duration POLL = Duration.ofMillis(100);
    /** In bytes. */
    private static final int MANY = 262_144;

    private final KafkaConsumer<String, byte[]> consumer;
    private final EventCodec codec = EventCodec.readOnly();
    private final Set<String> types;
    private final Listener listens;
    private final Thread listener;

    /**
     * @param events those that are heard; the others are passed over unread, so that to listen weighs little
     * @param together how long the broker may wait for more of them; zero where every moment counts
     */
    public Topics(String brokers, Set<Class<? extends DomainEvent>> events, Duration together, Listener listens) {
        this.types = events.stream().map(EventCodec::typeOf).collect(toSet());
        this.listens = listens;
        var settings = new HashMap<String, Object>(Map.of("bootstrap.servers", brokers, "isolation.level", "read_committed"));
        if (together.isPositive())
            settings.putAll(Map.of("fetch.min.bytes", MANY, "fetch.max.wait.ms", (int) together.toMillis()));
        this.consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        var partitions = Arrays.stream(Topic.values()).filter(topic -> !Collections.disjoint(topic.events(), events))
                .flatMap(topic -> consumer.partitionsFor(topic.topicName()).stream())
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
                    var type = codec.type(told.headers()).orElse("");
                    if (types.contains(type))
                        listens.hears(type, codec.id(told.headers()).orElseThrow(),
                                () -> codec.read(told.headers(), told.value()).data(), at);
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
