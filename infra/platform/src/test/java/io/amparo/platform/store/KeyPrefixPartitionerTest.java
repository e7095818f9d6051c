package io.amparo.platform.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.junit.jupiter.api.Test;

class KeyPrefixPartitionerTest {
    private static final int PARTITIONS = 7;
    private static final Node[] NODES = {};
    private static final Cluster CLUSTER = new Cluster("c", List.of(),
            IntStream.range(0, PARTITIONS).mapToObj(n -> new PartitionInfo("topic", n, Node.noNode(), NODES, NODES)).toList(),
            Set.of(), Set.of());

    private static int partition(String key) {
        return new KeyPrefixPartitioner().partition("topic", key, key.getBytes(UTF_8), null, null, CLUSTER);
    }

    @Test
    void key_without_a_slash_is_in_the_partition_of_the_default_partitioner() {
        for (var key : List.of("acme", "borealis", "", "ação"))
            assertThat(partition(key)).isEqualTo(BuiltInPartitioner.partitionForKey(key.getBytes(UTF_8), PARTITIONS));
    }

    @Test
    void key_with_a_slash_is_in_the_partition_of_its_beginning() {
        for (var key : List.of("acme", "borealis", "ação"))
            assertThat(IntStream.range(0, 50).map(n -> partition(key + "/" + n + "/x"))).containsOnly(partition(key));
    }
}
