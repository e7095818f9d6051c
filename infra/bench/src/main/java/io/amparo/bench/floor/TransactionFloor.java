package io.amparo.bench.floor;

import io.amparo.bench.load.Schedule;
import io.amparo.bench.result.Latencies;
import io.amparo.bench.result.MeasuredValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.LongSerializer;

/**
 * Latency of records without processing, in transactions like those of the SLA engine, until a read-committed consumer receives
 * them.
 */
public final class TransactionFloor {
    private static final Duration TRANSACTION = Duration.ofMillis(100);
    private static final Duration POLL_TIMEOUT = Duration.ofSeconds(10);
    private static final int BYTES = 500;
    private static final double MILLIS = 1000;

    private final String brokers;
    private final String topic = "amparo.bench-floor-" + UUID.randomUUID();

    private TransactionFloor(String brokers) {
        this.brokers = brokers;
    }

    /** Measures each record from its due time until it can be read. */
    public static MeasuredValue paced(String brokers, Schedule schedule) throws ExecutionException, InterruptedException {
        return new TransactionFloor(brokers).measure(schedule.arrivals(), schedule::offset);
    }

    /** Measures from the first record until the last can be read. */
    public static MeasuredValue bulk(String brokers, int records) throws ExecutionException, InterruptedException {
        var all = new TransactionFloor(brokers).measure(records, _ -> Duration.ZERO);
        return MeasuredValue.single("as many records in transactions", "s",
                all.values().getOrDefault("max", Double.NaN) / MILLIS);
    }

    private MeasuredValue measure(int records, IntFunction<Duration> offset) throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
            try (var consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", brokers, "isolation.level", "read_committed"),
                    new LongDeserializer(), new ByteArrayDeserializer())) {
                var partition = List.of(new TopicPartition(topic, 0));
                consumer.assign(partition);
                consumer.seekToBeginning(partition);
                consumer.position(partition.getFirst());
                var written = CompletableFuture.runAsync(() -> write(records, offset), Thread.ofPlatform()::start);
                var value = read(consumer, records)
                        .toMeasuredValue("a record in transactions of " + TRANSACTION.toMillis() + " ms");
                written.get();
                return value;
            } finally {
                admin.deleteTopics(List.of(topic)).all().get();
            }
        }
    }

    private void write(int records, IntFunction<Duration> offset) {
        try (var producer = new KafkaProducer<>(Map.of("bootstrap.servers", brokers, "transactional.id", topic),
                new LongSerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            long begin = System.nanoTime();
            for (int record = 0; record < records;) {
                producer.beginTransaction();
                long end = System.nanoTime() + TRANSACTION.toNanos();
                while (record < records && begin + offset.apply(record).toNanos() < end) {
                    long due = begin + offset.apply(record++).toNanos();
                    awaitTime(due);
                    producer.send(new ProducerRecord<>(topic, due, new byte[BYTES]));
                    if (System.nanoTime() > end) break;
                }
                producer.commitTransaction();
            }
        }
    }

    private static void awaitTime(long nanoTime) {
        for (long remaining = nanoTime - System.nanoTime(); remaining > 0; remaining = nanoTime - System.nanoTime())
            LockSupport.parkNanos(remaining);
    }

    private static Latencies read(KafkaConsumer<Long, byte[]> consumer, int records) {
        var latencies = new Latencies();
        for (int remaining = records; remaining > 0;) {
            var batch = consumer.poll(POLL_TIMEOUT);
            long at = System.nanoTime();
            if (batch.isEmpty()) {
                latencies.addError("not received", remaining);
                return latencies;
            }
            for (var record : batch) latencies.add(Duration.ofNanos(at - record.key()));
            remaining -= batch.count();
        }
        return latencies;
    }
}
