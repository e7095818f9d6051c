package io.amparo.local.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Stops processes by their pid files, independently of the current environment, so that no process remains. */
public final class Shutdown {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    /** Processes that stop last: the services need them during their shutdown. */
    private static final List<String> BACKENDS = List.of("identity", "mail", "store", "broker");

    private final Home home;

    private final Duration timeout;

    Shutdown(Home home, Duration timeout) {
        this.home = home;
        this.timeout = timeout;
    }

    /** Returns a shutdown with a timeout of 20 s. */
    public static Shutdown of(Home home) {
        return new Shutdown(home, TIMEOUT);
    }

    /** Stops the supervisor of this home, which returns after a restart in progress. */
    void stopSupervisor() {
        terminate(List.of(Supervisor.NAME));
    }

    /** Stops every process of this home and returns the names of those that were still alive. */
    public List<String> stopAll(Consumer<String> progress) {
        stopSupervisor();
        var alive = home.startedProcesses().stream().filter(name -> RunningProcess.load(home.pidFile(name)).isPresent()).toList();
        alive.forEach(name -> progress.accept("  stopping " + name));
        stop(home.startedProcesses());
        return alive;
    }

    void stop(List<String> names) {
        terminate(names.stream().filter(name -> !BACKENDS.contains(name)).toList());
        terminate(names.stream().filter(BACKENDS::contains).toList());
    }

    // Sends SIGTERM to all processes, then waits for each; kills a process that does not exit within the timeout.
    private void terminate(List<String> names) {
        var processes = names.stream().flatMap(name -> RunningProcess.load(home.pidFile(name)).stream()).toList();
        processes.forEach(RunningProcess::terminate);
        long deadline = System.nanoTime() + timeout.toNanos();
        for (var process : processes) {
            if (!process.awaitExit(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
                process.kill();
                process.awaitExit(timeout);
            }
        }
        names.forEach(this::deletePidFile);
    }

    private void deletePidFile(String name) {
        try {
            Files.deleteIfExists(home.pidFile(name));
            Files.deleteIfExists(home.failureMark(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
