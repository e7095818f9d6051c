package io.amparo.bench.outside;

import io.amparo.bench.figure.MeasuredValue;
import io.amparo.local.suite.Home;
import io.amparo.local.suite.ProcessState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What each process of the suite has used of the processors since it began: the one figure that says the same on a busy machine
 * as on an idle one.
 */
public record ProcessorTime(Map<String, Duration> used) {
    private static final int TOLD = 6;

    public static ProcessorTime of(Home home) {
        return new ProcessorTime(ProcessState.all(home).stream().filter(ProcessState::alive)
                .collect(Collectors.toMap(ProcessState::name, state -> ProcessHandle.of(state.pid())
                        .flatMap(process -> process.info().totalCpuDuration()).orElse(Duration.ZERO))));
    }

    /** The sum of all for each of so many tickets, and of those processes that used most. */
    public List<MeasuredValue> eachSince(ProcessorTime before, int tickets) {
        var each = new TreeMap<String, Double>();
        used.forEach((name, now) -> each.put(name,
                now.minus(before.used.getOrDefault(name, Duration.ZERO)).toNanos() / 1e6 / Math.max(1, tickets)));
        var all = MeasuredValue.single("processor time for each ticket, until its receipt", "ms",
                each.values().stream().mapToDouble(Double::doubleValue).sum());
        var most = each.entrySet().stream().sorted(Map.Entry.<String, Double>comparingByValue().reversed()).limit(TOLD)
                .map(process -> MeasuredValue.single("  of it " + process.getKey(), "ms", process.getValue()));
        return Stream.concat(Stream.of(all), most).toList();
    }
}
