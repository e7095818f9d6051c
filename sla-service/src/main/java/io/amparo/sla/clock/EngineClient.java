package io.amparo.sla.clock;

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
 * The engine's clients of Kafka. Of its consumers it knows how far they have come, which a processor of Kafka Streams is not
 * told; its producers commit nothing for who is no member of the group any more.
 */
final class EngineClient extends DefaultKafkaClientSupplier {
    // Streams calls the consumer of a thread by the thread's name.
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
            public void sendOffsetsToTransaction(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata member) {
                super.sendOffsetsToTransaction(fenced(offsets, member.groupId()), member);
            }
        };
    }

    /**
     * Only where a transaction commits offsets does the broker look whether a member still is one. One that the time alone calls
     * for has none, and commits a mark: on a partition that exists wherever there is an engine, and that nobody reads by what the
     * group has committed. What passes is in the changelogs by then, and who takes over waits at their end for what is still
     * open.
     */
    static Map<TopicPartition, OffsetAndMetadata> fenced(Map<TopicPartition, OffsetAndMetadata> offsets, String group) {
        var mark = new TopicPartition(group + "-" + SlaTopology.TERMS + "-changelog", 0);
        return offsets.isEmpty() ? Map.of(mark, new OffsetAndMetadata(0)) : offsets;
    }

    /**
     * Tells, on a stream's thread, whether anything is yet to be fetched that was on these partitions when this was first asked.
     */
    BooleanSupplier missed(int partition) {
        var ends = new HashMap<TopicPartition, Long>();
        return () -> {
            var consumer = consumers.get(Thread.currentThread().getName() + "-consumer");
            return consumer.assignment().stream().filter(input -> input.partition() == partition)
                    .anyMatch(input -> isBehind(consumer, input, ends));
        };
    }

    private static boolean isBehind(Consumer<byte[], byte[]> consumer, TopicPartition input, Map<TopicPartition, Long> ends) {
        // Not known at first; whoever asks has it fetched.
        var lag = consumer.currentLag(input);
        if (lag.isEmpty()) return true;
        long position = consumer.position(input);
        return position < ends.computeIfAbsent(input, _ -> position + lag.getAsLong());
    }
}
