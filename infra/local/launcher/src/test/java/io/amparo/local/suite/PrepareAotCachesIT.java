package io.amparo.local.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Uses the real backends. */
@Timeout(240)
class PrepareAotCachesIT {
    private static final String LAUNCHER = "infra/local/launcher/target/amparo-local-launcher-0.1.0-SNAPSHOT-exec.jar";

    @TempDir
    Path dir;

    private final List<String> progress = new ArrayList<>();
    private Path repository;
    private Home home;

    @BeforeEach
    void createRepository() throws Exception {
        repository = dir.resolve("repository");
        home = new Home(dir.resolve("home"));
        Files.copy(Path.of("../../..", LAUNCHER), Home.withParentFolder(repository.resolve(LAUNCHER)));
    }

    @Test
    void backends_start_with_caches_that_are_created_once_and_with_damaged_ones() throws Exception {
        new PrepareAotCaches(repository, home).handle(progress::add);
        new PrepareAotCaches(repository, home).handle(progress::add);

        assertThat(progress).singleElement().asString().startsWith("Preparing a fast start of broker and store");
        assertThat(new Home(home.dir().resolve("aot/training")).startedProcesses()).isEmpty();
        assertThat(logsOfStart()).hasSize(2).allSatisfy(log -> assertThat(log).contains("listens on").doesNotContain("[aot"));

        for (var plan : backends(Ports.free())) damage(cacheOf(plan));
        assertThat(logsOfStart()).hasSize(2)
                .allSatisfy(log -> assertThat(log).contains("Checksum verification failed", "listens on"));
    }

    private List<String> logsOfStart() throws IOException {
        var ports = Ports.free();
        var suite = new Suite(home, Addresses.of(Map.of(), ports), backends(ports), List.of(), Optional.empty(),
                Duration.ofSeconds(60));
        suite.start(line -> {});
        suite.stop();
        return List.of(Files.readString(home.logFile("broker")), Files.readString(home.logFile("store")));
    }

    private List<ProcessPlan> backends(Ports ports) {
        return new ProcessPlans(new ApplicationCommands(repository, home, List.of()), home, ports, Map.of()).backends();
    }

    private static Path cacheOf(ProcessPlan plan) {
        var flag = plan.command().get().stream().filter(each -> each.startsWith("-XX:AOTCache=")).findFirst().orElseThrow();
        return Path.of(flag.substring(flag.indexOf('=') + 1));
    }

    private static void damage(Path file) throws IOException {
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(bytes.length() / 2);
            bytes.write(new byte[100_000]);
        }
    }
}
