package io.amparo.local.suite;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Process that restarts each dead process of a suite, until {@code down} stops it first. A process that ends three times within a
 * minute is not restarted and gets a mark that {@code status} shows. Its memory is limited to 48 MB.
 */
final class Supervisor {
    static final String NAME = "supervisor";
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

    private static final class Watched {
        private final SuiteProcess process;
        private RestartHistory history = RestartHistory.none();
        private boolean awaitsRestart;

        Watched(SuiteProcess process) {
            this.process = process;
        }
    }

    private final Home home;
    private final List<Watched> processes;
    private final PrintStream log;
    private boolean stopped;

    Supervisor(Home home, List<SuiteProcess> processes, PrintStream log) {
        this.home = home;
        this.processes = processes.stream().map(Watched::new).toList();
        this.log = log;
    }

    /** Runs in a process of its own. Argument: the home. Standard input: the list of the {@link SupervisedProcess}. */
    public static void main(String[] args) throws IOException, ClassNotFoundException {
        var home = new Home(Path.of(args[0]));
        try (var _ = StartLock.acquireForSupervisor(home); var in = new ObjectInputStream(System.in)) {
            var processes = new ArrayList<SuiteProcess>();
            for (var process : (List<?>) in.readObject()) processes.add(((SupervisedProcess) process).in(home));
            var supervisor = new Supervisor(home, processes, System.out);
            // Waits for a restart in progress, so that no process is left without its pid file.
            Runtime.getRuntime().addShutdownHook(new Thread(supervisor::stop, "shutdown"));
            supervisor.run();
        }
    }

    private void run() {
        log("Supervisor watches " + String.join(", ", processes.stream().map(each -> each.process.name()).toList()));
        while (isSupervisorOfHome()) {
            check(Instant.now());
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
        log("Supervisor ends: another supervisor has taken over, or the home was deleted");
    }

    private boolean isSupervisorOfHome() {
        return RunningProcess.load(home.pidFile(NAME)).filter(process -> process.pid() == ProcessHandle.current().pid())
                .isPresent();
    }

    private synchronized void stop() {
        stopped = true;
    }

    synchronized void check(Instant now) {
        if (stopped) return;
        for (var each : processes) {
            if (each.process.running().isPresent()) {
                each.awaitsRestart = false;
            } else if (each.process.wasStarted() && !each.process.hasFailed()) {
                checkDead(each, now);
            }
        }
    }

    private void checkDead(Watched each, Instant now) {
        if (!each.awaitsRestart) {
            exited(each, now);
        } else if (!now.isBefore(each.history.restartAt())) {
            restart(each, now);
        }
    }

    private void exited(Watched each, Instant now) {
        each.history = each.history.exited(now);
        if (each.history.hasFailed()) {
            each.process.markFailed();
            log("%s ended three times within a minute and is not restarted; its log: %s".formatted(each.process.name(),
                    home.logFile(each.process.name())));
        } else {
            each.awaitsRestart = true;
            log("%s ended; restarting in %d s".formatted(each.process.name(),
                    now.until(each.history.restartAt(), ChronoUnit.SECONDS)));
        }
    }

    private void restart(Watched each, Instant now) {
        each.awaitsRestart = false;
        try {
            log("%s restarted as process %d".formatted(each.process.name(), each.process.start().pid()));
        } catch (RuntimeException e) {
            log("%s cannot be restarted: %s".formatted(each.process.name(), e));
            exited(each, now);
        }
    }

    private void log(String line) {
        log.printf("%s %s%n", Instant.now().truncatedTo(ChronoUnit.MILLIS), line);
    }
}
