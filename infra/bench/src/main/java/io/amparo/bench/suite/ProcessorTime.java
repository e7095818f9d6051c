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

    /** Returns the processor time per ticket: the sum, and the processes with the largest part. */
    public List<MeasuredValue> perTicketSince(ProcessorTime before, int tickets) {
        var perTicket = new TreeMap<String, Double>();
        byProcess.forEach((name, now) -> perTicket.put(name,
                now.minus(before.byProcess.getOrDefault(name, Duration.ZERO)).toNanos() / 1e6 / Math.max(1, tickets)));
        var sum = MeasuredValue.single("processor time for each ticket, until its receipt", "ms",
                perTicket.values().stream().mapToDouble(Double::doubleValue).sum());
        var largest = perTicket.entrySet().stream().sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(REPORTED_PROCESSES)
                .map(process -> MeasuredValue.single("  of which " + process.getKey(), "ms", process.getValue()));
        return Stream.concat(Stream.of(sum), largest).toList();
    }
}
