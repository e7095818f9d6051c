package io.amparo.local.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Creates the {@link SharedClassArchive}: starts one service once in a separate home, records the classes that it loads, and
 * archives those of the libraries that all services share.
 */
public final class PrepareSharedClassArchive {
    private static final Service TRAINING_SERVICE = Service.TICKET;
    private static final Duration TIMEOUT = Duration.ofSeconds(120);

    private final Path repository;
    private final Home home;

    public PrepareSharedClassArchive(Path repository, Home home) {
        this.repository = repository;
        this.home = home;
    }

    /**
     * Returns at once if the archive for these libraries exists. A failure is only reported: the suite also starts without the
     * archive, but more slowly.
     */
    public void handle(Consumer<String> progress) {
        try (var _ = StartLock.acquire(home)) {
            var commands = new ApplicationCommands(repository, home, List.of());
            if (commands.isBuilt(TRAINING_SERVICE) && !commands.sharedClassArchive().exists()) {
                progress.accept("Preparing a fast start (once for each change of the libraries) ...");
                prepare(commands);
            }
        } catch (IOException | UncheckedIOException | SuiteException e) {
            progress.accept("The shared class archive was not created; the suite starts more slowly: " + e.getMessage());
        }
    }

    private void prepare(ApplicationCommands commands) throws IOException {
        var trainingHome = new Home(home.dir().resolve("start").resolve("training"));
        try {
            ExtractedJar.delete(home.dir().resolve("start"));
            var classList = Home.withParentFolder(trainingHome.dir().resolve("classes.txt"));
            recordLoadedClasses(commands, trainingHome, classList);
            createArchive(commands.sharedClassArchive(), classList);
        } finally {
            new Shutdown(trainingHome, TIMEOUT).stopAll(line -> {});
        }
    }

    private static void recordLoadedClasses(ApplicationCommands commands, Home trainingHome, Path classList) {
        var ports = Ports.free();
        var plans = new ProcessPlans(commands, trainingHome, ports, Map.of());
        var servicePlan = plans.services().stream().filter(plan -> plan.name().equals(TRAINING_SERVICE.folder())).findFirst()
                .orElseThrow();
        var trainingPlan = new ProcessPlan(servicePlan.name(),
                () -> commands.command(TRAINING_SERVICE, List.of("-XX:DumpLoadedClassList=" + classList)),
                servicePlan.environment(), servicePlan.ports(), servicePlan.probe(), servicePlan.address());
        new Suite(trainingHome, Addresses.of(Map.of(), ports), plans.backends(), List.of(trainingPlan), Optional.empty(), TIMEOUT)
                .start(line -> {});
        // The JVM writes the complete list only at an orderly exit.
        new Shutdown(trainingHome, TIMEOUT).stop(List.of(TRAINING_SERVICE.folder()));
    }

    private void createArchive(SharedClassArchive archive, Path classList) throws IOException {
        var temporary = classList.resolveSibling("half.jsa");
        var log = Home.withParentFolder(home.logFile("fast-start"));
        var process = new ProcessBuilder(Jvm.archiveCommand(classList, temporary, archive.commonClassPath()))
                .redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            if (process.waitFor() != 0) {
                throw new SuiteException("The JVM cannot write the archive, see " + log);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new SuiteException("Archive creation was interrupted", e);
        }
        Files.move(temporary, archive.file(), StandardCopyOption.ATOMIC_MOVE);
    }
}
