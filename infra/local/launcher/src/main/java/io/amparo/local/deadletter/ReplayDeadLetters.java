package io.amparo.local.deadletter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.StreamSupport;

import io.amparo.local.suite.SuiteFailure;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Puts dead letters back on the topic that they came from, with key, event and event id as they were. Every consumer applies a cause once,
 * so those that had no trouble do nothing. How far this went is committed, so that nothing is replayed twice.
 */
public final class ReplayDeadLetters {
    private static final String GROUP = "amparo.dlt-replay";
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration METADATA = Duration.ofSeconds(10);

    private final String brokers;

    public ReplayDeadLetters(String brokers) {
        this.brokers = brokers;
    }

    /** Replays what the group has set aside of the topic until now; returns how many that were. */
    public int handle(String topic, String group) {
        var deadLetters = topic + "." + group + ".dlt";
        try (var consumer = consumer(); var producer = producer()) {
            var partitions = consumer.partitionsFor(deadLetters, METADATA).stream()
                    .map(info -> new TopicPartition(deadLetters, info.partition())).toList();
            if (partitions.isEmpty()) {
                throw new SuiteFailure(
                        "There is no topic " + deadLetters + ": " + group + " has set nothing of " + topic + " aside.");
            }
            consumer.assign(partitions);
            var end = consumer.endOffsets(partitions);
            int replayed = 0;
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < end.get(partition))) {
                replayed += replay(consumer, producer, topic, end);
            }
            return replayed;
        }
    }

    private static int replay(Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer, String topic,
            Map<TopicPartition, Long> end) {
        var sent = new ArrayList<Future<RecordMetadata>>();
        for (var letter : consumer.poll(POLL)) {
            if (letter.offset() < end.get(new TopicPartition(letter.topic(), letter.partition()))) {
                sent.add(producer.send(new ProducerRecord<>(topic, null, letter.key(), letter.value(), headers(letter))));
            }
        }
        sent.forEach(ReplayDeadLetters::await);
        consumer.assignment().forEach(partition -> consumer.commitSync(
                Map.of(partition, new OffsetAndMetadata(Math.min(consumer.position(partition), end.get(partition))))));
        return sent.size();
    }

    // The headers that say why it was set aside are no part of the event.
    private static List<Header> headers(ConsumerRecord<byte[], byte[]> letter) {
        return StreamSupport.stream(letter.headers().spliterator(), false)
                .filter(header -> !header.key().startsWith("kafka_") && !header.key().startsWith("x-")).toList();
    }

    private static void await(Future<RecordMetadata> sent) {
        try {
            sent.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SuiteFailure("interrupted", e);
        } catch (ExecutionException e) {
            throw new SuiteFailure("The broker did not take a replayed event: " + e.getCause().getMessage(), e);
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers, "group.id", GROUP, "enable.auto.commit", "false", "auto.offset.reset",
                        "earliest", "allow.auto.create.topics", "false"),
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(Map.of("bootstrap.servers", brokers, "acks", "all", "enable.idempotence", "true"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
