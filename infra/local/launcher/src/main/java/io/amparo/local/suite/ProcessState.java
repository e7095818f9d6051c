package io.amparo.local.suite;

import java.nio.file.Files;
import java.time.Instant;
import java.util.List;

/**
 * State of a started process: its condition, its start time, and its memory in bytes (resident set size, and proportional set
 * size with shared pages divided).
 */
public record ProcessState(String name, long pid, Condition condition, long residentBytes, long proportionalBytes,
        Instant startedAt) {
    /** Condition of a process that was started and not stopped. */
    public enum Condition {
        RUNNING,
        /** Dead; the supervisor starts it next. */
        RESTARTING,
        /** Dead; it ended three times within a minute and is not restarted. */
        FAILED,
        /** Dead, without a supervisor. */
        DIED
    }

    /** Returns the state of every process that was started in the home and not stopped. */
    public static List<ProcessState> all(Home home) {
        return home.startedProcesses().stream().map(name -> of(name, home)).toList();
    }

    private static ProcessState of(String name, Home home) {
        return RunningProcess.load(home.pidFile(name))
                .map(process -> new ProcessState(name, process.pid(), Condition.RUNNING, ResidentMemory.of(process.pid()),
                        ResidentMemory.proportionalOf(process.pid()), process.startedAt()))
                .orElseGet(() -> new ProcessState(name, 0, conditionOfDead(name, home), 0, 0, Instant.EPOCH));
    }

    private static Condition conditionOfDead(String name, Home home) {
        if (Files.exists(home.failureMark(name))) return Condition.FAILED;
        return RunningProcess.load(home.pidFile(Supervisor.NAME)).isPresent() ? Condition.RESTARTING : Condition.DIED;
    }

    public boolean alive() {
        return condition == Condition.RUNNING;
    }
}
