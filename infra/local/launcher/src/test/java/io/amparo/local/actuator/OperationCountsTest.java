package io.amparo.local.actuator;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.local.actuator.OperationCounts.Count;
import io.prometheus.metrics.expositionformats.PrometheusProtobufWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OperationCountsTest {
    private static final Labels FIND = Labels.of("collection", "tickets", "command", "find", "service", "ticket-service");
    private static final Labels INSERT = Labels.of("collection", "tickets", "command", "insert", "service", "ticket-service");

    @Test
    void scrape_of_a_service_is_read_with_its_labels() throws IOException {
        var scrape = scrape(counter("amparo_store_commands").dataPoint(point(FIND, 7)).build(),
                counter("amparo_kafka_requests").dataPoint(point(Labels.of("client", "consumer"), 5)).build());

        assertThat(OperationCounts.parse("ticket-service", scrape)).containsExactlyInAnyOrder(
                new Count(OperationCounts.STORE_COMMANDS, "ticket-service", "tickets", "find", 7),
                new Count(OperationCounts.KAFKA_REQUESTS, "ticket-service", "consumer", "", 5));
    }

    @Test
    void difference_contains_series_that_are_new() throws IOException {
        var before = counts(counter("amparo_store_commands").dataPoint(point(FIND, 7)).build());
        var after = counts(counter("amparo_store_commands").dataPoint(point(FIND, 9)).dataPoint(point(INSERT, 3)).build());

        var between = after.since(before);

        assertThat(between.of(OperationCounts.KAFKA_REQUESTS).counts()).isEmpty();
        assertThat(between.by(Count::command)).isEqualTo(Map.of("find", 2L, "insert", 3L));
        assertThat(between.by(Count::target)).isEqualTo(Map.of("tickets", 5L));
    }

    private static CounterSnapshot.Builder counter(String name) {
        return CounterSnapshot.builder().name(name);
    }

    private static CounterSnapshot.CounterDataPointSnapshot point(Labels labels, double value) {
        return CounterSnapshot.CounterDataPointSnapshot.builder().labels(labels).value(value).build();
    }

    private static OperationCounts counts(CounterSnapshot... meters) throws IOException {
        return new OperationCounts(OperationCounts.parse("ticket-service", scrape(meters)));
    }

    private static byte[] scrape(CounterSnapshot... meters) throws IOException {
        var out = new ByteArrayOutputStream();
        new PrometheusProtobufWriter().write(out, new MetricSnapshots(List.of(meters)));
        return out.toByteArray();
    }
}
