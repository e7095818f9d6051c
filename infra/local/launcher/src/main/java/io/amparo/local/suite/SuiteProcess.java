package io.amparo.local.suite;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One process of the suite: runs independently of the launcher, is identified by its pid file, and can be killed or stopped.
 */
final class SuiteProcess {
    private static final int LOG_TAIL_LINES = 25;
    /** Programs that detach the process from the terminal session, so that closing the terminal does not end the process. */
    private static final List<String> DETACHERS = List.of("setsid", "nohup");

    private final ProcessPlan plan;
    private final Home home;

    SuiteProcess(ProcessPlan plan, Home home) {
        this.plan = plan;
        this.home = home;
    }

    ProcessPlan plan() {
        return plan;
    }

    String name() {
        return plan.name();
    }

    Optional<RunningProcess> running() {
        return RunningProcess.load(home.pidFile(name()));
    }

    RunningProcess start() {
        try {
            return save(start(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile())));
        } catch (IOException e) {
            throw cannotBeStarted(e);
        }
    }

    /** Starts the process and writes the object to its standard input, where no other program can read it. */
    RunningProcess start(Serializable input) {
        try {
            var process = start(ProcessBuilder.Redirect.PIPE);
            var running = save(process);
            try (var out = new ObjectOutputStream(process.getOutputStream())) {
                out.writeObject(input);
            }
            return running;
        } catch (IOException e) {
            throw cannotBeStarted(e);
        }
    }

    private Process start(ProcessBuilder.Redirect input) throws IOException {
        Files.deleteIfExists(failureMark());
        var log = rotateLog();
        var builder = new ProcessBuilder(command()).directory(Files.createDirectories(home.stateFolder(name())).toFile())
                .redirectInput(input).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(plan.environment());
        return builder.start();
    }

    private RunningProcess save(Process process) {
        return RunningProcess.save(process.toHandle(), Home.withParentFolder(home.pidFile(name())));
    }

    private SuiteException cannotBeStarted(IOException e) {
        return new SuiteException("%s cannot be started: %s".formatted(name(), e.getMessage()), e);
    }

    /** Returns whether the process was started and not stopped since; it may be dead. */
    boolean wasStarted() {
        return Files.exists(home.pidFile(name()));
    }

    /** Marks that the process ended too often. The next start removes the mark. */
    void markFailed() {
        try {
            Files.writeString(failureMark(), "");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + failureMark(), e);
        }
    }

    boolean hasFailed() {
        return Files.exists(failureMark());
    }

    private Path failureMark() {
        return home.failureMark(name());
    }

    /** Returns whether the process is ready. Throws {@link SuiteException} if the process died or the deadline has passed. */
    boolean isReady(Instant deadline) {
        if (plan.probe().ready()) {
            return true;
        }
        if (running().isEmpty()) {
            throw new SuiteException("%s died during its start.%n%s".formatted(name(), logTail()));
        }
        if (Instant.now().isAfter(deadline)) {
            throw new SuiteException("%s runs but did not become healthy (%s).%n%s".formatted(name(), plan.address(), logTail()));
        }
        return false;
    }

    /** Sends SIGKILL and waits until the process has ended. */
    void kill() {
        running().ifPresent(process -> {
            process.kill();
            process.awaitExit(Duration.ofSeconds(10));
        });
    }

    // Each start begins a new log; the previous log is kept.
    private Path rotateLog() throws IOException {
        var log = Home.withParentFolder(home.logFile(name()));
        if (Files.exists(log)) {
            Files.move(log, log.resolveSibling(name() + ".log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        return Files.createFile(log);
    }

    private List<String> command() {
        var command = new ArrayList<String>();
        DETACHERS.stream().flatMap(program -> Executables.find(program, System.getenv()).stream()).findFirst()
                .ifPresent(program -> command.add(program.toString()));
        command.addAll(plan.command().get());
        return command;
    }

    private String logTail() {
        var log = home.logFile(name());
        try {
            var lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
            var last = lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size());
            return "Last lines of its log %s:%n%s".formatted(log,
                    last.isEmpty() ? "  (empty)" : "  | " + String.join("\n  | ", last));
        } catch (IOException e) {
            return "Its log " + log + " cannot be read: " + e.getMessage();
        }
    }
}
