package io.amparo.local.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Creates the {@link AotCache} of each backend: starts and stops the backends once in a separate home. A JVM needs some seconds
 * at its exit to write its cache, so the JVMs of the suite do not write theirs: {@code ./amparo down} would take as long.
 */
public final class PrepareAotCaches {
    private static final Duration TIMEOUT = Duration.ofSeconds(120);

    private final Path repository;
    private final Home home;
    private final Home trainingHome;

    public PrepareAotCaches(Path repository, Home home) {
        this.repository = repository;
        this.home = home;
        trainingHome = new Home(home.stateFolder(AotCache.FOLDER).resolve("training"));
    }

    /**
     * Returns at once if the caches exist. A failure is only reported: the suite also starts without them, but more slowly.
     */
    public void handle(Consumer<String> progress) {
        try (var _ = StartLock.acquire(home)) {
            var ports = Ports.free();
            var backends = new ProcessPlans(new ApplicationCommands(repository, home, List.of()), trainingHome, ports, Map.of())
                    .backends();
            if (backends.stream().allMatch(plan -> AotCache.isUsedBy(plan.command().get()))) return;
            progress.accept("Preparing a fast start of broker and store (once for each change of their libraries) ...");
            ExtractedJar.delete(home.stateFolder(AotCache.FOLDER));
            record(backends, ports);
        } catch (IOException | UncheckedIOException | SuiteException e) {
            progress.accept("The AOT caches were not created; broker and store start more slowly: " + e.getMessage());
        }
    }

    private void record(List<ProcessPlan> backends, Ports ports) throws IOException {
        var caches = backends.stream().map(plan -> AotCache.of(plan.command().get(), home)).toList();
        var recorded = IntStream.range(0, caches.size())
                .mapToObj(n -> backends.get(n).withCommand(caches.get(n)::recordingCommand)).toList();
        new Suite(trainingHome, Addresses.of(Map.of(), ports), recorded, List.of(), Optional.empty(), TIMEOUT).start(line -> {});
        new Shutdown(trainingHome, TIMEOUT).stopAll(line -> {});
        for (var cache : caches) cache.complete();
    }
}
