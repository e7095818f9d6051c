package io.amparo.sla.clock;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

/** The engine's clients of Kafka. Of its consumers it knows how far they have come, which a processor of Kafka Streams is not told. */
final class EngineClient extends DefaultKafkaClientSupplier {
    // Streams calls the consumer of a thread by the thread's name.
    private final Map<String, Consumer<byte[], byte[]>> consumers = new ConcurrentHashMap<>();

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> settings) {
        var consumer = super.getConsumer(settings);
        consumers.put((String) settings.get(ConsumerConfig.CLIENT_ID_CONFIG), consumer);
        return consumer;
    }

    /** Tells, on a stream's thread, whether anything is yet to be fetched that was on these partitions when this was first asked. */
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
