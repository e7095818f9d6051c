package io.amparo.bench.cost;

import io.amparo.bench.result.MeasuredValue;
import io.amparo.bench.suite.ProcessorTime;
import io.amparo.local.actuator.OperationCounts;
import io.amparo.local.suite.Addresses;
import io.amparo.local.suite.Home;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the processes of the suite have consumed and counted since their start. */
record CostSnapshot(ProcessorTime processorTime, OperationCounts counts, long nanoTime) {
    private static final int REPORTED_COUNTS = 12;
    /** Below it, only regular tasks have counted. */
    private static final double LEAST_REPORTED = 0.1;

    /** Reads the processor time last, so that the reading of the counts is not contained in a measured interval. */
    static CostSnapshot atBegin(Addresses addresses, Home home) {
        var counts = OperationCounts.read(addresses);
        return new CostSnapshot(ProcessorTime.of(home), counts, System.nanoTime());
    }

    /** Reads the processor time first. */
    static CostSnapshot atEnd(Addresses addresses, Home home) {
        var now = System.nanoTime();
        return new CostSnapshot(ProcessorTime.of(home), OperationCounts.read(addresses), now);
    }

    double secondsSince(CostSnapshot before) {
        return Duration.ofNanos(nanoTime - before.nanoTime).toNanos() / 1e9;
    }

    /** Returns the processor time for each operation: the sum, and the largest processes. */
    List<MeasuredValue> processorTimeSince(CostSnapshot before, String name, String unit, double divisor) {
        return processorTime.since(before.processorTime, name + ": processor time", unit, divisor);
    }

    /** Returns the store commands for each operation: the sum, and the largest by service and collection. */
    List<MeasuredValue> storeCommandsSince(CostSnapshot before, String name, double divisor) {
        var commands = counts.since(before.counts).of(OperationCounts.STORE_COMMANDS);
        return values(name + ": store commands", commands.by(count -> count.service() + " " + count.target()), divisor);
    }

    /** Returns the Kafka requests for each operation: the sum, and by service. */
    List<MeasuredValue> kafkaRequestsSince(CostSnapshot before, String name, double divisor) {
        var requests = counts.since(before.counts).of(OperationCounts.KAFKA_REQUESTS);
        return values(name + ": Kafka requests", requests.by(OperationCounts.Count::service), divisor);
    }

    private static List<MeasuredValue> values(String name, Map<String, Long> counts, double divisor) {
        var values = new ArrayList<MeasuredValue>();
        values.add(MeasuredValue.single(name, "", counts.values().stream().mapToLong(Long::longValue).sum() / divisor));
        counts.entrySet().stream().filter(count -> count.getValue() / divisor >= LEAST_REPORTED)
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed()).limit(REPORTED_COUNTS).forEach(count -> values
                        .add(MeasuredValue.single("  of which " + count.getKey(), "", count.getValue() / divisor)));
        return values;
    }
}
