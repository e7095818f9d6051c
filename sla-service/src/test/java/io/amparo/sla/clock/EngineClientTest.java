package io.amparo.sla.clock;

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

class EngineClientTest {
    private static final String GROUP = "a.sla-engine";

    @Test
    @Tag("R1.3")
    void what_was_read_is_committed_as_it_is() {
        var read = Map.of(new TopicPartition("amparo.tickets", 3), new OffsetAndMetadata(7, "time"));
        assertThat(EngineClient.fenced(read, GROUP)).isEqualTo(read);
    }

    @Test
    @Tag("R1.3")
    void who_has_read_nothing_commits_a_mark_on_a_topic_that_is_there_and_is_no_input() {
        var nodes = EngineDriver.topology("", Tzdata.ofThisJvm(), _ -> () -> false, new SimpleMeterRegistry()).describe()
                .subtopologies().stream().flatMap(part -> part.nodes().stream()).toList();
        var changelogs = nodes.stream().filter(TopologyDescription.Processor.class::isInstance)
                .flatMap(node -> ((TopologyDescription.Processor) node).stores().stream())
                .map(store -> GROUP + "-" + store + "-changelog").collect(toSet());
        var inputs = nodes.stream().filter(TopologyDescription.Source.class::isInstance)
                .flatMap(node -> ((TopologyDescription.Source) node).topicSet().stream()).collect(toSet());
        assertThat(EngineClient.fenced(Map.of(), GROUP)).hasSize(1).allSatisfy((mark, offset) -> {
            assertThat(mark.partition()).isZero();
            assertThat(changelogs).contains(mark.topic());
            assertThat(inputs).isNotEmpty().doesNotContain(mark.topic());
        });
    }
}
