package io.amparo.local.suite;

import java.time.Instant;
import java.util.List;

/**
 * State of a started process: whether it is alive, its start time, and its memory in bytes (resident set size, and proportional
 * set size with shared pages divided).
 */
public record ProcessState(String name, long pid, boolean alive, long residentBytes, long proportionalBytes, Instant startedAt) {
    /** Returns the state of every process that was started in the home and not stopped. */
    public static List<ProcessState> all(Home home) {
        return home.startedProcesses().stream().map(name -> of(name, home)).toList();
    }

    private static ProcessState of(String name, Home home) {
        return RunningProcess.load(home.pidFile(name))
                .map(process -> new ProcessState(name, process.pid(), true, ResidentMemory.of(process.pid()),
                        ResidentMemory.proportionalOf(process.pid()), process.startedAt()))
                .orElseGet(() -> new ProcessState(name, 0, false, 0, 0, Instant.EPOCH));
    }
}
