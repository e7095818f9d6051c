package io.amparo.local.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.Version;

/** Uses the real backends and a stub ticket service. */
@Timeout(180)
class PrepareSharedClassArchiveIT {
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
        writeServiceJar(Service.TICKET.jar(repository));
    }

    @Test
    void a_service_loads_library_classes_from_an_archive_that_is_created_once() throws Exception {
        new PrepareSharedClassArchive(repository, home).handle(progress::add);

        assertThat(progress).containsExactly("Preparing a fast start (once for each change of the libraries) ...");
        assertThat(home.startedProcesses()).isEmpty();
        assertThat(new Home(home.dir().resolve("start/training")).startedProcesses()).isEmpty();
        assertThat(classLoadingLog(new ApplicationCommands(repository, home, List.of()).command(Service.TICKET)))
                .anyMatch(line -> line.contains(Version.class.getName()) && line.contains("shared objects file"));

        progress.clear();
        new PrepareSharedClassArchive(repository, home).handle(progress::add);
        assertThat(progress).isEmpty();
    }

    @Test
    void a_preparation_beside_a_start_is_reported_and_creates_nothing() {
        try (var _ = StartLock.acquire(home)) {
            new PrepareSharedClassArchive(repository, home).handle(progress::add);
        }

        assertThat(progress).singleElement().asString().contains("starts more slowly", "right now");
        assertThat(home.dir().resolve("start")).doesNotExist();
    }

    @Test
    void a_service_starts_with_a_damaged_archive() throws Exception {
        var archive = new ApplicationCommands(repository, home, List.of()).sharedClassArchive();
        Files.writeString(Home.withParentFolder(archive.file()), "damaged");

        assertThat(classLoadingLog(new ApplicationCommands(repository, home, List.of()).command(Service.TICKET)))
                .anyMatch(line -> line.contains(Version.class.getName()) && !line.contains("shared objects file"));
    }

    private static List<String> classLoadingLog(List<String> command) throws Exception {
        var loggingCommand = new ArrayList<>(command);
        loggingCommand.add(1, "-Xlog:class+load");
        var builder = new ProcessBuilder(loggingCommand).redirectErrorStream(true);
        builder.environment().put(Port.TICKET.variable(), Integer.toString(Ports.free().of(Port.TICKET)));
        var process = builder.start();
        var lines = new ArrayList<String>();
        try (var reader = process.inputReader()) {
            for (var line = reader.readLine(); line != null && !line.equals(MinimalService.READY); line = reader.readLine()) {
                lines.add(line);
            }
        } finally {
            process.destroyForcibly();
        }
        return lines;
    }

    private static void writeServiceJar(Path jar) throws Exception {
        var library = Path.of(Version.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Start-Class", MinimalService.class.getName());
        try (var out = new JarOutputStream(Files.newOutputStream(Home.withParentFolder(jar)), manifest)) {
            var mainClassFile = MinimalService.class.getName().replace('.', '/') + ".class";
            Map.of("BOOT-INF/classes/" + mainClassFile, Path.of("target/test-classes", mainClassFile),
                    "BOOT-INF/lib/" + library.getFileName(), library).forEach((name, file) -> write(out, name, file));
            out.putNextEntry(new ZipEntry("BOOT-INF/classpath.idx"));
            out.write("- \"BOOT-INF/lib/%s\"\n".formatted(library.getFileName()).getBytes());
        }
    }

    private static void write(JarOutputStream out, String name, Path file) {
        try {
            out.putNextEntry(new ZipEntry(name));
            Files.copy(file, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
