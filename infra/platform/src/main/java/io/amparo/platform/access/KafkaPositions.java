package io.amparo.platform.access;

import static java.util.stream.Collectors.toMap;

import io.amparo.platform.Adapter;
import io.amparo.platform.backend.LazyAdmin;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Asks Kafka for the positions of a topic and a consumer group: two calls of the admin client, for a topic of any size. */
@Adapter
final class KafkaPositions implements ProjectionConfirmation.Positions {
    /** Also of the call itself: without a broker it would delay the end of the service. */
    private static final int TIMEOUT_MILLIS = 3_000;

    private final LazyAdmin admin;
    private final String group;
    private final List<TopicPartition> partitions;
    private final BooleanSupplier deadLetters;

    KafkaPositions(LazyAdmin admin, String topic, int partitions, String group, BooleanSupplier deadLetters) {
        this.admin = admin;
        this.group = group;
        this.partitions = IntStream.range(0, partitions).mapToObj(partition -> new TopicPartition(topic, partition)).toList();
        this.deadLetters = deadLetters;
    }

    @Override
    public Map<Integer, Long> ends() throws Exception {
        var latest = partitions.stream().collect(toMap(partition -> partition, _ -> OffsetSpec.latest()));
        return admin.get().listOffsets(latest, new ListOffsetsOptions().timeoutMs(TIMEOUT_MILLIS)).all()
                .get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS).entrySet().stream()
                .collect(toMap(end -> end.getKey().partition(), end -> end.getValue().offset()));
    }

    @Override
    public Map<Integer, Long> committed() throws Exception {
        var spec = new ListConsumerGroupOffsetsSpec().topicPartitions(partitions);
        var options = new ListConsumerGroupOffsetsOptions().timeoutMs(TIMEOUT_MILLIS);
        return admin.get().listConsumerGroupOffsets(Map.of(group, spec), options).partitionsToOffsetAndMetadata(group)
                .get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS).entrySet().stream().filter(offset -> offset.getValue() != null)
                .collect(toMap(offset -> offset.getKey().partition(), offset -> offset.getValue().offset()));
    }

    @Override
    public boolean hasDeadLetters() {
        return deadLetters.getAsBoolean();
    }
}
