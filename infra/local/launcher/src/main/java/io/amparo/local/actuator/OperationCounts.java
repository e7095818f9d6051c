package io.amparo.local.actuator;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;

import io.amparo.local.suite.Addresses;
import io.amparo.local.suite.Service;
import io.prometheus.metrics.expositionformats.generated.com_google_protobuf_4_35_0.Metrics.LabelPair;
import io.prometheus.metrics.expositionformats.generated.com_google_protobuf_4_35_0.Metrics.Metric;
import io.prometheus.metrics.expositionformats.generated.com_google_protobuf_4_35_0.Metrics.MetricFamily;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Number of store commands and Kafka requests of all services, since their start or between two instants. Reading it adds none of
 * either.
 */
public record OperationCounts(List<Count> counts) {

    /**
     * A meter of one service.
     *
     * @param meter {@link #STORE_COMMANDS} or {@link #KAFKA_REQUESTS}
     * @param target collection, or kind of Kafka client
     * @param command of the store; empty for Kafka
     */
    public record Count(String meter, String service, String target, String command, long value) {
        private Count withValue(long newValue) {
            return new Count(meter, service, target, command, newValue);
        }

        private Count key() {
            return withValue(0);
        }
    }

    public static final String STORE_COMMANDS = "amparo_store_commands";
    public static final String KAFKA_REQUESTS = "amparo_kafka_requests";

    public OperationCounts {
        counts = List.copyOf(counts);
    }

    /** Asks each service. */
    public static OperationCounts read(Addresses addresses) {
        var client = new ActuatorClient(addresses);
        var counts = new ArrayList<Count>();
        for (var service : Service.values())
            counts.addAll(parse(service.folder(), client.scrape(service, STORE_COMMANDS, KAFKA_REQUESTS)));
        return new OperationCounts(counts);
    }

    static List<Count> parse(String service, byte[] scrape) {
        var counts = new ArrayList<Count>();
        var in = new ByteArrayInputStream(scrape);
        try {
            for (var family = MetricFamily.parseDelimitedFrom(in); family != null; family = MetricFamily.parseDelimitedFrom(in))
                for (var metric : family.getMetricList()) counts.add(count(service, family.getName(), metric));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the meters of " + service, e);
        }
        return counts;
    }

    private static Count count(String service, String family, Metric metric) {
        var labels = metric.getLabelList().stream().collect(Collectors.toMap(LabelPair::getName, LabelPair::getValue));
        return new Count(family.replaceFirst("_total$", ""), service,
                labels.getOrDefault("collection", labels.getOrDefault("client", "")), labels.getOrDefault("command", ""),
                Math.round(metric.getCounter().getValue()));
    }

    /** Returns the difference to earlier counts of the same processes. */
    public OperationCounts since(OperationCounts earlier) {
        var before = earlier.counts.stream().collect(Collectors.toMap(Count::key, Count::value));
        return new OperationCounts(
                counts.stream().map(count -> count.withValue(count.value - before.getOrDefault(count.key(), 0L))).toList());
    }

    public OperationCounts of(String meter) {
        return filter(count -> count.meter.equals(meter));
    }

    public OperationCounts filter(Predicate<Count> selected) {
        return new OperationCounts(counts.stream().filter(selected).toList());
    }

    /** Returns the sums by a name of each count. */
    public Map<String, Long> by(Function<Count, String> name) {
        return counts.stream().collect(groupingBy(name, TreeMap::new, summingLong(Count::value)));
    }
}
