package io.amparo.sla.engine;

import io.amparo.events.Topic;
import io.amparo.platform.Adapter;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

/**
 * Kafka clients of the engine. It exposes the lag of its consumers, which a Kafka Streams processor cannot read. Its producers
 * commit nothing for an instance that is no longer a member of the group.
 */
@Adapter
final class FencingClientSupplier extends DefaultKafkaClientSupplier {
    // Kafka Streams names the consumer after its stream thread.
    private final Map<String, Consumer<byte[], byte[]>> consumers = new ConcurrentHashMap<>();

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> settings) {
        var consumer = super.getConsumer(settings);
        consumers.put((String) settings.get(ConsumerConfig.CLIENT_ID_CONFIG), consumer);
        return consumer;
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> settings) {
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()) {
            @Override
            public void sendOffsetsToTransaction(Map<TopicPartition, OffsetAndMetadata> offsets,
                    ConsumerGroupMetadata groupMetadata) {
                super.sendOffsetsToTransaction(withFencingMarker(offsets, groupMetadata.groupId()), groupMetadata);
            }
        };
    }

    /**
     * Returns the offsets to commit, or a marker if there are none. The broker checks the group membership of a producer only if
     * its transaction commits offsets. A transaction that timers alone cause has none and commits a marker. The partition of the
     * marker exists wherever an engine runs, and no consumer reads it by the offsets of the group. Transactions that pass this
     * check are in the changelogs by then, and an instance that takes over waits at their end for open transactions.
     */
    static Map<TopicPartition, OffsetAndMetadata> withFencingMarker(Map<TopicPartition, OffsetAndMetadata> offsets,
            String group) {
        var marker = new TopicPartition(group + "-" + SlaTopology.TERMS + "-changelog", 0);
        return offsets.isEmpty() ? Map.of(marker, new OffsetAndMetadata(0)) : offsets;
    }

    /**
     * Returns a check, for a stream thread, whether records are still to be fetched that were on these partitions at its first
     * call. Requests of a migration do not count: they may take long, and no reply is queued behind them.
     */
    BooleanSupplier backlogCheck(int partition) {
        var ends = new HashMap<TopicPartition, Long>();
        return () -> isBehind(consumers.get(Thread.currentThread().getName() + "-consumer"), partition, ends);
    }

    static boolean isBehind(Consumer<byte[], byte[]> consumer, int partition, Map<TopicPartition, Long> ends) {
        return consumer.assignment().stream()
                .filter(input -> input.partition() == partition && !input.topic().endsWith(Topic.SLA_MIGRATIONS.topicName()))
                .anyMatch(input -> isBehind(consumer, input, ends));
    }

    private static boolean isBehind(Consumer<byte[], byte[]> consumer, TopicPartition input, Map<TopicPartition, Long> ends) {
        // Unknown at first; this call makes the consumer fetch it.
        var lag = consumer.currentLag(input);
        if (lag.isEmpty()) return true;
        long position = consumer.position(input);
        return position < ends.computeIfAbsent(input, _ -> position + lag.getAsLong());
    }
}
