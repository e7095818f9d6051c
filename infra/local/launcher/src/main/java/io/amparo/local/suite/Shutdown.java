package io.amparo.local.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Stops processes by their pid files, independently of the current environment, so that no process remains. */
public final class Shutdown {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** Processes that stop last: the services need them during their shutdown. */
    private static final List<String> BACKENDS = List.of("identity", "mail", "store", "broker");

    private final Home home;

    private final Duration patience;

    Shutdown(Home home, Duration patience) {
        this.home = home;
        this.patience = patience;
    }

    /** Returns a shutdown with a timeout of 20 s. */
    public static Shutdown of(Home home) {
        return new Shutdown(home, PATIENCE);
    }

    /** Stops every process of this home and returns the names of those that were still alive. */
    public List<String> everything(Consumer<String> tell) {
        var alive = home.started().stream().filter(name -> RunningProcess.recall(home.pidFile(name)).isPresent()).toList();
        alive.forEach(name -> tell.accept("  stopping " + name));
        stop(home.started());
        return alive;
    }

    void stop(List<String> names) {
        end(names.stream().filter(name -> !BACKENDS.contains(name)).toList());
        end(names.stream().filter(BACKENDS::contains).toList());
    }

    // Sends SIGTERM to all processes, then waits for each; kills a process that does not exit within the timeout.
    private void end(List<String> names) {
        var processes = names.stream().flatMap(name -> RunningProcess.recall(home.pidFile(name)).stream()).toList();
        processes.forEach(RunningProcess::terminate);
        long deadline = System.nanoTime() + patience.toNanos();
        for (var process : processes) {
            if (!process.awaitEnd(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
                process.kill();
                process.awaitEnd(patience);
            }
        }
        names.forEach(this::forget);
    }

    private void forget(String name) {
        try {
            Files.deleteIfExists(home.pidFile(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
