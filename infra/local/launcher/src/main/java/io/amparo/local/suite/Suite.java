package io.amparo.local.suite;

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
import java.util.stream.Stream;

import io.amparo.local.backend.FreePort;

/**
 * All processes of Amparo on one machine. They can be started together or one by one, stopped and killed. Their state stays in
 * the home.
 */
public final class Suite {
    private static final String ADDRESSES = "addresses.properties";
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final Home home;
    private final Addresses addresses;
    private final Duration patience;
    private final List<String> remarks = new ArrayList<>();
    private final List<SuiteProcess> backends;
    private final List<SuiteProcess> services;

    Suite(Home home, Addresses addresses, List<ProcessPlan> backends, List<ProcessPlan> services, Duration patience) {
        this.home = home;
        this.addresses = addresses;
        this.patience = patience;
        this.backends = backends.stream().map(plan -> new SuiteProcess(plan, home)).toList();
        this.services = services.stream().map(plan -> new SuiteProcess(plan, home)).toList();
    }

    /**
     * Creates the suite of a built repository. The environment may name backends that run elsewhere; the caller provides ports
     * and home.
     */
    public static Suite of(Path repository, Home home, Ports ports, Map<String, String> environment) {
        var plans = new ProcessPlans(new Layouts(repository, home, Jvm.wanted(environment)), home, ports, environment);
        var suite = new Suite(home, Addresses.of(environment, ports), plans.backends(), plans.services(), PATIENCE);
        suite.remarks.addAll(plans.remarks());
        return suite;
    }

    /** Returns the addresses of the suite that was started in this home, if any. */
    public static Optional<Addresses> runningAt(Home home) {
        return home.started().isEmpty() ? Optional.empty() : Addresses.saved(home.run(ADDRESSES));
    }

    public Addresses addresses() {
        return addresses;
    }

    public Home home() {
        return home;
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
     * call has started.
     */
    public Startup start(Consumer<String> tell) {
        try (var _ = OneAtATime.in(home)) {
            var since = Instant.now();
            var missing = all().filter(process -> process.running().isEmpty()).toList();
            if (missing.isEmpty()) {
                return new Startup(Duration.ZERO, true);
            }
            StateFormat.require(home);
            remarks.forEach(remark -> tell.accept("  " + remark));
            requirePorts(missing);
            startOrUndo(missing, since, tell);
            addresses.save(home.run(ADDRESSES));
            var startup = new Startup(Duration.between(since, Instant.now()), false);
            startup.save(home);
            return startup;
        }
    }

    /** Starts one process and returns when it is healthy. */
    public void start(String name) {
        var process = process(name);
        requirePorts(List.of(process));
        process.start();
        awaitReady(List.of(process), Instant.now(), line -> {});
    }

    /** Returns when the process is healthy. */
    public void awaitHealthy(String name) {
        awaitReady(List.of(process(name)), Instant.now(), line -> {});
    }

    /** Sends SIGKILL and returns when the process has ended. */
    public void kill(String name) {
        process(name).kill();
    }

    /** Sends SIGTERM to one process and returns when it has ended. */
    public void stop(String name) {
        Shutdown.of(home).stop(List.of(name));
    }

    /** Stops everything that was started in this home. */
    public void stop() {
        Shutdown.of(home).everything(line -> {});
    }

    private void startOrUndo(List<SuiteProcess> missing, Instant since, Consumer<String> tell) {
        var undo = new Thread(() -> Shutdown.of(home).stop(missing.stream().map(SuiteProcess::name).toList()), "undo");
        Runtime.getRuntime().addShutdownHook(undo);
        try {
            startInOrder(missing, since, tell);
        } catch (RuntimeException e) {
            undo.run();
            throw e;
        } finally {
            forget(undo);
        }
    }

    private static void forget(Thread undo) {
        try {
            Runtime.getRuntime().removeShutdownHook(undo);
        } catch (IllegalStateException interrupted) {
            // The JVM is shutting down (Ctrl-C) and already runs this hook.
        }
    }

    private void startInOrder(List<SuiteProcess> missing, Instant since, Consumer<String> tell) {
        var first = missing.stream().filter(backends::contains).toList();
        var then = missing.stream().filter(services::contains).toList();
        first.forEach(SuiteProcess::start);
        awaitReady(first, since, tell);
        then.forEach(SuiteProcess::start);
        awaitReady(then, since, tell);
    }

    private void awaitReady(Collection<SuiteProcess> processes, Instant since, Consumer<String> tell) {
        var deadline = Instant.now().plus(patience);
        var pending = new ArrayList<>(processes);
        while (!pending.isEmpty()) {
            for (var process : List.copyOf(pending)) {
                if (process.readyBefore(deadline)) {
                    pending.remove(process);
                    tell.accept("  %-21s ready after %4.1f s   %s".formatted(process.name(),
                            Duration.between(since, Instant.now()).toMillis() / 1000.0, process.plan().address()));
                }
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    private void requirePorts(Collection<SuiteProcess> processes) {
        var wanted = new LinkedHashMap<Integer, SuiteProcess>();
        for (var process : processes) {
            for (var port : process.plan().ports()) {
                int number = addresses.port(port);
                var other = wanted.put(number, process);
                if (other != null) {
                    throw new SuiteFailure("%s and %s both need port %d. Move one, for example %s=%d ./amparo up"
                            .formatted(other.name(), process.name(), number, port.variable(), FreePort.next()));
                }
                if (!FreePort.isFree(number)) {
                    throw new SuiteFailure("""
                            Port %d is in use, and %s needs it.
                            Stop the program that listens there (lsof -i :%d shows it), or move %s: %s=%d ./amparo up"""
                            .formatted(number, process.name(), number, process.name(), port.variable(), FreePort.next()));
                }
            }
        }
    }

    private SuiteProcess process(String name) {
        return all().filter(process -> process.name().equals(name)).findFirst().orElseThrow(
                () -> new SuiteFailure("No process is called " + name + "; existing processes: " + String.join(", ", names())));
    }

    private Stream<SuiteProcess> all() {
        return Stream.concat(backends.stream(), services.stream());
    }
}
