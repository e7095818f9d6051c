package io.amparo.bench.suite;

import io.amparo.bench.result.MeasuredValue;
import io.amparo.local.suite.Home;
import io.amparo.local.suite.ProcessState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Processor time of each process of the suite since its start. Hardly depends on the other load of the machine. */
public record ProcessorTime(Map<String, Duration> byProcess) {
    private static final int REPORTED_PROCESSES = 6;

    public static ProcessorTime of(Home home) {
        return new ProcessorTime(ProcessState.all(home).stream().filter(ProcessState::alive)
                .collect(Collectors.toMap(ProcessState::name, state -> ProcessHandle.of(state.pid())
                        .flatMap(process -> process.info().totalCpuDuration()).orElse(Duration.ZERO))));
    }

    /** Returns the processor time per operation or second: the sum under this name, and the processes with the largest part. */
    public List<MeasuredValue> since(ProcessorTime before, String name, String unit, double divisor) {
        var parts = new TreeMap<String, Double>();
        byProcess.keySet().forEach(process -> parts.put(process, millisSince(before, process) / divisor));
        var sum = MeasuredValue.single(name, unit, parts.values().stream().mapToDouble(Double::doubleValue).sum());
        var largest = parts.entrySet().stream().sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(REPORTED_PROCESSES)
                .map(process -> MeasuredValue.single("  of which " + process.getKey(), unit, process.getValue()));
        return Stream.concat(Stream.of(sum), largest).toList();
    }

    /** Returns the processor time of one process in milliseconds. */
    public double millisSince(ProcessorTime before, String process) {
        var begin = before.byProcess.getOrDefault(process, Duration.ZERO);
        return byProcess.getOrDefault(process, begin).minus(begin).toNanos() / 1e6;
    }
}
