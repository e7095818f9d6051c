package io.amparo.bench.engine;

import io.amparo.events.DomainEvent;
import io.amparo.events.EventCodec;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes the engine's input events as fast as the broker accepts them. */
final class EventProducer implements AutoCloseable {
    private final EventCodec codec = new EventCodec("bench", "");
    private final KafkaProducer<String, byte[]> producer;
    private long sentCount;

    EventProducer(String brokers) {
        producer = new KafkaProducer<>(Map.of("bootstrap.servers", brokers, "linger.ms", 5, "batch.size", 1 << 17),
                new StringSerializer(), new ByteArraySerializer());
    }

    void send(DomainEvent event) {
        sentCount++;
        producer.send(codec.write("bench/" + sentCount, event.key(), sentCount, Instant.now(), null, null, null, event));
    }

    /** Returns when the broker has acknowledged all events. */
    void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}
