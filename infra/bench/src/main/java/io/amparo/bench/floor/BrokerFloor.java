package io.amparo.bench.floor;

import io.amparo.bench.result.Latencies;
import io.amparo.bench.result.MeasuredValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Round trip of a plain record of 1,000 B through the broker, one record at a time. */
public final class BrokerFloor {
    private static final int ROUNDS = 200;
    private static final int WARM_UP = 20;
    private static final int BYTES = 1_000;
    private static final Duration POLL_TIMEOUT = Duration.ofSeconds(10);

    private final String brokers;
    private final String topic = "amparo.bench-floor-" + UUID.randomUUID();

    private BrokerFloor(String brokers) {
        this.brokers = brokers;
    }

    public static MeasuredValue measure(String brokers) throws ExecutionException, InterruptedException {
        return new BrokerFloor(brokers).measure();
    }

    private MeasuredValue measure() throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
            try (var producer = new KafkaProducer<>(Map.of("bootstrap.servers", brokers, "acks", "all", "linger.ms", 0),
                    new ByteArraySerializer(), new ByteArraySerializer());
                    var consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", brokers, "isolation.level", "read_committed"),
                            new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                return measureRoundTrips(producer, consumer);
            } finally {
                admin.deleteTopics(List.of(topic)).all().get();
            }
        }
    }

    private MeasuredValue measureRoundTrips(KafkaProducer<byte[], byte[]> producer, KafkaConsumer<byte[], byte[]> consumer) {
        var partition = List.of(new TopicPartition(topic, 0));
        consumer.assign(partition);
        consumer.seekToBeginning(partition);
        var latencies = new Latencies();
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            long begin = System.nanoTime();
            producer.send(new ProducerRecord<>(topic, new byte[BYTES]));
            if (consumer.poll(POLL_TIMEOUT).isEmpty())
                latencies.addError("not received");
            else if (round >= 0) latencies.add(Duration.ofNanos(System.nanoTime() - begin));
        }
        return latencies.toMeasuredValue("a record to the broker and back");
    }
}
