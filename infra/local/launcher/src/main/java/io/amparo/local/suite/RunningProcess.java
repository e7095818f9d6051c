package io.amparo.local.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A live process identified by its pid file. The file also contains the start time, because the system reuses pids: a process
 * with the same pid is the recorded one only if the start time matches.
 */
final class RunningProcess {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);
    // The system reports the start time relative to the boot time, which clock synchronization can shift by a second.
    private static final long START_TIME_TOLERANCE_MILLIS = 2_000;

    private final ProcessHandle handle;

    private RunningProcess(ProcessHandle handle) {
        this.handle = handle;
    }

    static RunningProcess save(ProcessHandle handle, Path pidFile) {
        try {
            var temporary = Files.writeString(pidFile.resolveSibling(pidFile.getFileName() + ".new"),
                    handle.pid() + " " + startMillis(handle));
            Files.move(temporary, pidFile, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            return new RunningProcess(handle);
        } catch (IOException e) {
            handle.destroyForcibly();
            throw new UncheckedIOException("Cannot write " + pidFile, e);
        }
    }

    /** Returns the process in the pid file if it is alive. */
    static Optional<RunningProcess> load(Path pidFile) {
        try {
            var fields = Files.readString(pidFile).strip().split(" ");
            return ProcessHandle.of(Long.parseLong(fields[0]))
                    .filter(handle -> Math.abs(startMillis(handle) - Long.parseLong(fields[1])) < START_TIME_TOLERANCE_MILLIS)
                    .map(RunningProcess::new).filter(RunningProcess::alive);
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException noProcess) {
            return Optional.empty();
        }
    }

    long pid() {
        return handle.pid();
    }

    Instant startedAt() {
        return Instant.ofEpochMilli(startMillis(handle));
    }

    boolean alive() {
        return handle.isAlive() && !ResidentMemory.isZombie(handle.pid());
    }

    void terminate() {
        handle.destroy();
    }

    /** Sends SIGKILL: the process cannot run its shutdown hooks. */
    void kill() {
        handle.destroyForcibly();
    }

    /** Returns false if the process is still alive after the timeout. */
    boolean awaitExit(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (alive()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
        return true;
    }

    private static long startMillis(ProcessHandle handle) {
        return handle.info().startInstant().orElse(Instant.EPOCH).toEpochMilli();
    }
}
