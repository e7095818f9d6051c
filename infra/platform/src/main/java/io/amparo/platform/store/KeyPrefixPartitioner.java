package io.amparo.platform.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Puts a record with the key {@code a/b} into the partition that Kafka's default partitioner chooses for the key {@code a}: it
 * stays with the records of {@code a}, and compaction distinguishes it from them.
 */
public final class KeyPrefixPartitioner implements Partitioner {

    @Override
    public int partition(String topic, Object key, byte[] keyBytes, @Nullable Object value, byte @Nullable [] valueBytes,
            Cluster cluster) {
        var text = (String) key;
        int end = text.indexOf('/');
        var prefix = end < 0 ? keyBytes : text.substring(0, end).getBytes(UTF_8);
        return Utils.toPositive(Utils.murmur2(prefix)) % cluster.partitionsForTopic(topic).size();
    }

    @Override
    public void configure(Map<String, ?> settings) {}

    @Override
    public void close() {}
}
