package io.amparo.sla.engine;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.sla.calendar.Tzdata;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.TopologyDescription;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class FencingClientSupplierTest {
    private static final String GROUP = "a.sla-engine";

    @Test
    @Tag("R1.3")
    void offsets_are_committed_unchanged() {
        var read = Map.of(new TopicPartition("amparo.tickets", 3), new OffsetAndMetadata(7, "time"));
        assertThat(FencingClientSupplier.withFencingMarker(read, GROUP)).isEqualTo(read);
    }

    @Test
    @Tag("R1.3")
    void commit_without_offsets_gets_a_marker_on_a_changelog_that_is_no_input() {
        var nodes = EngineDriver
                .topology("", Tzdata.ofThisJvm(), _ -> () -> false,
                        new EngineMeters(new SimpleMeterRegistry(), Clock.systemUTC()))
                .describe().subtopologies().stream().flatMap(part -> part.nodes().stream()).toList();
        var changelogs = nodes.stream().filter(TopologyDescription.Processor.class::isInstance)
                .flatMap(node -> ((TopologyDescription.Processor) node).stores().stream())
                .map(store -> GROUP + "-" + store + "-changelog").collect(toSet());
        var inputs = nodes.stream().filter(TopologyDescription.Source.class::isInstance)
                .flatMap(node -> ((TopologyDescription.Source) node).topicSet().stream()).collect(toSet());

        assertThat(FencingClientSupplier.withFencingMarker(Map.of(), GROUP)).hasSize(1).allSatisfy((marker, offset) -> {
            assertThat(marker.partition()).isZero();
            assertThat(changelogs).contains(marker.topic());
            assertThat(inputs).isNotEmpty().doesNotContain(marker.topic());
        });
    }

    @Test
    void backlog_is_the_input_at_the_first_check_without_migration_requests() {
        var consumer = new MockConsumer<byte[], byte[]>("earliest");
        var tickets = new TopicPartition("amparo.tickets", 0);
        var migrations = new TopicPartition("a.amparo.sla-migrations", 0);
        consumer.assign(List.of(tickets, migrations, new TopicPartition("amparo.tickets", 1)));
        consumer.updateBeginningOffsets(Map.of(tickets, 0L, migrations, 0L));
        consumer.updateEndOffsets(Map.of(tickets, 10L, migrations, 5_000L));
        consumer.seek(tickets, 4);
        consumer.seek(migrations, 0);
        var ends = new HashMap<TopicPartition, Long>();
        assertThat(FencingClientSupplier.isBehind(consumer, 0, ends)).isTrue();

        consumer.updateEndOffsets(Map.of(tickets, 20L));
        consumer.seek(tickets, 9);
        assertThat(FencingClientSupplier.isBehind(consumer, 0, ends)).isTrue();
        consumer.seek(tickets, 10);
        assertThat(FencingClientSupplier.isBehind(consumer, 0, ends)).isFalse();
    }
}
