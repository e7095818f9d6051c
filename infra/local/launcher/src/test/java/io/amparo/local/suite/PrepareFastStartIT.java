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
class PrepareFastStartIT {
    private static final String LAUNCHER = "infra/local/launcher/target/amparo-local-launcher-0.1.0-SNAPSHOT-exec.jar";

    @TempDir
    Path dir;

    private final List<String> told = new ArrayList<>();
    private Path repository;
    private Home home;

    @BeforeEach
    void aRepositoryWithOneService() throws Exception {
        repository = dir.resolve("repository");
        home = new Home(dir.resolve("home"));
        Files.copy(Path.of("../../..", LAUNCHER), Home.made(repository.resolve(LAUNCHER)));
        pretend(Service.TICKET.jar(repository));
    }

    @Test
    void a_service_takes_the_classes_of_its_libraries_from_the_archive_which_is_made_once() throws Exception {
        new PrepareFastStart(repository, home).handle(told::add);

        assertThat(told).containsExactly("Preparing a fast start (once for each change of the libraries) ...");
        assertThat(home.started()).isEmpty();
        assertThat(new Home(home.dir().resolve("start/lessons")).started()).isEmpty();
        assertThat(loadedBy(new Layouts(repository, home, List.of()).command(Service.TICKET)))
                .anyMatch(line -> line.contains(Version.class.getName()) && line.contains("shared objects file"));

        told.clear();
        new PrepareFastStart(repository, home).handle(told::add);
        assertThat(told).isEmpty();
    }

    private static List<String> loadedBy(List<String> command) throws Exception {
        var asking = new ArrayList<>(command);
        asking.add(1, "-Xlog:class+load");
        var builder = new ProcessBuilder(asking).redirectErrorStream(true);
        builder.environment().put(Port.TICKET.variable(), Integer.toString(Ports.free().of(Port.TICKET)));
        var process = builder.start();
        var lines = new ArrayList<String>();
        try (var said = process.inputReader()) {
            for (var line = said.readLine(); line != null && !line.equals(PretendedService.READY); line = said.readLine()) {
                lines.add(line);
            }
        } finally {
            process.destroyForcibly();
        }
        return lines;
    }

    private static void pretend(Path jar) throws Exception {
        var library = Path.of(Version.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Start-Class", PretendedService.class.getName());
        try (var out = new JarOutputStream(Files.newOutputStream(Home.made(jar)), manifest)) {
            var own = PretendedService.class.getName().replace('.', '/') + ".class";
            Map.of("BOOT-INF/classes/" + own, Path.of("target/test-classes", own), "BOOT-INF/lib/" + library.getFileName(),
                    library).forEach((name, file) -> write(out, name, file));
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
