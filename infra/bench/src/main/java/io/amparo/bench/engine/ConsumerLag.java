package io.amparo.bench.engine;

import static java.util.stream.Collectors.toMap;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;

/** Consumer lag of a consumer group. */
final class ConsumerLag implements AutoCloseable {
    private final Admin admin;
    private final String group;

    ConsumerLag(String brokers, String group) {
        this.admin = Admin.create(Map.of("bootstrap.servers", brokers));
        this.group = group;
    }

    /**
     * Returns the number of unread records in all partitions with a committed offset. The transaction marker at the end of a
     * partition also has an offset and is not counted.
     */
    long unreadRecords() throws ExecutionException, InterruptedException {
        var read = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
        var ends = admin.listOffsets(read.keySet().stream().collect(toMap(partition -> partition, _ -> OffsetSpec.latest())),
                new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)).all().get();
        return read.entrySet().stream()
                .mapToLong(each -> Math.max(0, ends.get(each.getKey()).offset() - each.getValue().offset() - 1)).sum();
    }

    @Override
    public void close() {
        admin.close();
    }
}
