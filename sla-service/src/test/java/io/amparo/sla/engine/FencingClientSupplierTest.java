package io.amparo.sla.engine;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.sla.calendar.Tzdata;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
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
        var nodes = EngineDriver.topology("", Tzdata.ofThisJvm(), _ -> () -> false, new SimpleMeterRegistry()).describe()
                .subtopologies().stream().flatMap(part -> part.nodes().stream()).toList();
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
}
