package io.amparo.local.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Creates the {@link FastStart}: starts one service once in a separate home, records the classes that it loads, and archives
 * those of the libraries that all services share.
 */
public final class PrepareFastStart {
    private static final Service PUPIL = Service.TICKET;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Path repository;
    private final Home home;

    public PrepareFastStart(Path repository, Home home) {
        this.repository = repository;
        this.home = home;
    }

    /**
     * Returns at once if the archive for these libraries exists. A failure is only reported: the suite also starts without the
     * archive, but more slowly.
     */
    public void handle(Consumer<String> tell) {
        var layouts = new Layouts(repository, home, List.of());
        if (!layouts.has(PUPIL) || layouts.fastStart().prepared()) {
            return;
        }
        tell.accept("Preparing a fast start (once for each change of the libraries) ...");
        var lessons = new Home(home.dir().resolve("start").resolve("lessons"));
        try {
            delete(home.dir().resolve("start"));
            var classList = Home.made(lessons.dir().resolve("classes.txt"));
            learn(layouts, lessons, classList);
            archive(layouts.fastStart(), classList);
        } catch (IOException | SuiteFailure e) {
            tell.accept("The shared class archive was not created; the suite starts more slowly: " + e.getMessage());
        } finally {
            new Shutdown(lessons, PATIENCE).everything(line -> {});
        }
    }

    private static void learn(Layouts layouts, Home lessons, Path classList) {
        var ports = Ports.free();
        var plans = new ProcessPlans(layouts, lessons, ports, Map.of());
        var pupil = plans.services().stream().filter(plan -> plan.name().equals(PUPIL.folder())).findFirst().orElseThrow();
        var learning = new ProcessPlan(pupil.name(),
                () -> layouts.command(PUPIL, List.of("-XX:DumpLoadedClassList=" + classList)), pupil.environment(), pupil.ports(),
                pupil.probe(), pupil.address());
        new Suite(lessons, Addresses.of(Map.of(), ports), plans.backends(), List.of(learning), PATIENCE).start(line -> {});
        // The JVM writes the complete list only at an orderly exit.
        new Shutdown(lessons, PATIENCE).stop(List.of(PUPIL.folder()));
    }

    private void archive(FastStart fastStart, Path classList) throws IOException {
        var half = classList.resolveSibling("half.jsa");
        var log = Home.made(home.log("fast-start"));
        var process = new ProcessBuilder(Jvm.archiving(classList, half, fastStart.commonClassPath())).redirectErrorStream(true)
                .redirectOutput(log.toFile()).start();
        try {
            if (process.waitFor() != 0) {
                throw new SuiteFailure("The JVM cannot write the archive, see " + log);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new SuiteFailure("Archive creation was interrupted", e);
        }
        Files.move(half, fastStart.archive(), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
