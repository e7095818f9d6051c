package io.amparo.local.suite;

import io.amparo.local.backend.FreePort;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All processes of Amparo on one machine. They can be started together or one by one, stopped and killed. Their state stays in
 * the home.
 */
public final class Suite {
    private static final String ADDRESSES = "addresses.properties";
    private static final Duration START_TIMEOUT = Duration.ofSeconds(180);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    private final Home home;
    private final Addresses addresses;
    private final Duration startTimeout;
    private final List<String> remarks = new ArrayList<>();
    private String refusal = "";
    private final List<SuiteProcess> backends;
    private final List<SuiteProcess> services;
    private final Optional<SuiteProcess> supervisor;

    /** @param supervisor empty if a dead process is not to be restarted */
    Suite(Home home, Addresses addresses, List<ProcessPlan> backends, List<ProcessPlan> services,
            Optional<ProcessPlan> supervisor, Duration startTimeout) {
        this.home = home;
        this.addresses = addresses;
        this.startTimeout = startTimeout;
        this.backends = backends.stream().map(plan -> new SuiteProcess(plan, home)).toList();
        this.services = services.stream().map(plan -> new SuiteProcess(plan, home)).toList();
        this.supervisor = supervisor.map(plan -> new SuiteProcess(plan, home));
    }

    /**
     * Creates the suite of a built repository. The environment may name backends that run elsewhere; the caller provides ports
     * and home.
     */
    public static Suite of(Path repository, Home home, Ports ports, Map<String, String> environment) {
        var plans = new ProcessPlans(new ApplicationCommands(repository, home, Jvm.extraFlags(environment)), home, ports,
                environment);
        var suite = new Suite(home, Addresses.of(environment, ports), plans.backends(), plans.services(), plans.supervisor(),
                START_TIMEOUT);
        suite.remarks.addAll(plans.remarks());
        suite.refusal = plans.refusal();
        return suite;
    }

    /** Returns the addresses of the suite that was started in this home, if any. */
    public static Optional<Addresses> runningAt(Home home) {
        return home.startedProcesses().isEmpty() ? Optional.empty() : Addresses.load(home.runFile(ADDRESSES));
    }

    public Addresses addresses() {
        return addresses;
    }

    public Home home() {
        return home;
    }

    /** Returns whether the people of the demonstration sign in. */
    public boolean isDemonstration() {
        return names().contains("identity");
    }

    /**
     * Returns the names for {@link #start(String)} and {@link #kill(String)}: broker, store, mail, identity and the folders of
     * the services.
     */
    public List<String> names() {
        return all().map(SuiteProcess::name).toList();
    }

    /**
     * Starts all processes that are not running and returns when all are healthy. If one fails, stops all processes that this
     * call has started. Leaves a new supervisor, which restarts a dead process with the commands and the environment of this
     * call.
     */
    public Startup start(Consumer<String> progress) {
        if (!refusal.isEmpty()) throw new SuiteException(refusal);
        try (var _ = StartLock.acquire(home)) {
            // Before this call looks for dead processes: both must not start the same one.
            Shutdown.of(home).stopSupervisor();
            try {
                return startMissing(progress);
            } finally {
                supervise();
            }
        }
    }

    private Startup startMissing(Consumer<String> progress) {
        var startedAt = Instant.now();
        var missing = all().filter(process -> process.running().isEmpty()).toList();
        if (missing.isEmpty()) {
            return new Startup(Duration.ZERO, true);
        }
        StateFormat.require(home);
        remarks.forEach(remark -> progress.accept("  " + remark));
        requirePorts(missing);
        startOrRollBack(missing, startedAt, progress);
        addresses.save(home.runFile(ADDRESSES));
        var startup = new Startup(Duration.between(startedAt, Instant.now()), false);
        startup.save(home);
        return startup;
    }

    private void supervise() {
        var running = all().filter(process -> process.running().isPresent()).map(SuiteProcess::plan).map(SupervisedProcess::of)
                .collect(Collectors.toCollection(ArrayList::new));
        if (!running.isEmpty()) supervisor.ifPresent(process -> process.start(running));
    }

    /** Starts one process and returns when it is healthy. */
    public void start(String name) {
        var process = process(name);
        requirePorts(List.of(process));
        process.start();
        awaitReady(List.of(process), Instant.now(), line -> {});
    }

    /** Sends SIGKILL and returns when the process has ended. */
    public void kill(String name) {
        process(name).kill();
    }

    /** Stops everything that was started in this home. */
    public void stop() {
        Shutdown.of(home).stopAll(line -> {});
    }

    private void startOrRollBack(List<SuiteProcess> missing, Instant startedAt, Consumer<String> progress) {
        var rollback = new Thread(() -> Shutdown.of(home).stop(missing.stream().map(SuiteProcess::name).toList()), "undo");
        Runtime.getRuntime().addShutdownHook(rollback);
        try {
            startInOrder(missing, startedAt, progress);
        } catch (RuntimeException e) {
            rollback.run();
            throw e;
        } finally {
            removeShutdownHook(rollback);
        }
    }

    private static void removeShutdownHook(Thread rollback) {
        try {
            Runtime.getRuntime().removeShutdownHook(rollback);
        } catch (IllegalStateException shuttingDown) {
            // The JVM is shutting down (Ctrl-C) and already runs this hook.
        }
    }

    private void startInOrder(List<SuiteProcess> missing, Instant startedAt, Consumer<String> progress) {
        var missingBackends = missing.stream().filter(backends::contains).toList();
        var missingServices = missing.stream().filter(services::contains).toList();
        missingBackends.forEach(SuiteProcess::start);
        awaitReady(missingBackends, startedAt, progress);
        missingServices.forEach(SuiteProcess::start);
        awaitReady(missingServices, startedAt, progress);
    }

    private void awaitReady(Collection<SuiteProcess> processes, Instant startedAt, Consumer<String> progress) {
        var deadline = Instant.now().plus(startTimeout);
        var pending = new ArrayList<>(processes);
        while (!pending.isEmpty()) {
            for (var process : List.copyOf(pending)) {
                if (process.isReady(deadline)) {
                    pending.remove(process);
                    progress.accept("  %-21s ready after %4.1f s   %s".formatted(process.name(),
                            Duration.between(startedAt, Instant.now()).toMillis() / 1000.0, process.plan().address()));
                }
            }
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
    }

    private void requirePorts(Collection<SuiteProcess> processes) {
        var processByPort = new LinkedHashMap<Integer, SuiteProcess>();
        for (var process : processes) {
            for (var port : process.plan().ports()) {
                int number = addresses.port(port);
                var other = processByPort.put(number, process);
                if (other != null) {
                    throw new SuiteException("%s and %s both need port %d. Move one, for example %s=%d ./amparo up"
                            .formatted(other.name(), process.name(), number, port.variable(), FreePort.next()));
                }
                if (!FreePort.isFree(number)) {
                    throw new SuiteException("""
                            Port %d is in use, and %s needs it.
                            Stop the program that listens there (lsof -i :%d shows it), or move %s: %s=%d ./amparo up"""
                            .formatted(number, process.name(), number, process.name(), port.variable(), FreePort.next()));
                }
            }
        }
    }

    private SuiteProcess process(String name) {
        return all().filter(process -> process.name().equals(name)).findFirst().orElseThrow(
                () -> new SuiteException("No process is called " + name + "; existing processes: " + String.join(", ", names())));
    }

    private Stream<SuiteProcess> all() {
        return Stream.concat(backends.stream(), services.stream());
    }
}
