package io.amparo.local.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedClassArchiveTest {
    private static final Application TICKET = application("ticket", "spring.jar", "kafka.jar", "amparo-platform.jar",
            "resilience.jar");
    private static final Application SLA = application("sla", "streams.jar", "spring.jar", "kafka.jar", "amparo-platform.jar");
    private static final Application GATEWAY = application("gateway", "spring.jar", "amparo-platform.jar");

    @TempDir
    Path dir;

    @Test
    void common_libraries_come_first_in_the_same_order() {
        var archive = SharedClassArchive.of(List.of(TICKET, SLA), new Home(dir));

        assertThat(archive.commonClassPath()).isEqualTo(path("spring.jar", "kafka.jar"));
        assertThat(archive.classPath(TICKET))
                .isEqualTo(path("spring.jar", "kafka.jar", "ticket.jar", "amparo-platform.jar", "resilience.jar"));
        assertThat(archive.classPath(SLA))
                .isEqualTo(path("spring.jar", "kafka.jar", "sla.jar", "streams.jar", "amparo-platform.jar"));
    }

    @Test
    void an_application_gets_no_library_that_it_does_not_declare() throws Exception {
        var archive = SharedClassArchive.of(List.of(TICKET, SLA), new Home(dir));
        Files.createFile(Home.withParentFolder(archive.file()));

        assertThat(archive.classPath(GATEWAY)).isEqualTo("gateway.jar");
        assertThat(archive.jvmFlags(GATEWAY)).isEmpty();
    }

    @Test
    void the_archive_is_used_if_it_exists() throws Exception {
        var archive = SharedClassArchive.of(List.of(TICKET, SLA), new Home(dir));
        assertThat(archive.jvmFlags(TICKET)).isEmpty();

        Files.createFile(Home.withParentFolder(archive.file()));

        assertThat(archive.jvmFlags(TICKET)).containsExactly("-XX:SharedArchiveFile=" + archive.file());
    }

    @Test
    void the_archive_depends_on_third_party_libraries_only() {
        var file = SharedClassArchive.of(List.of(TICKET, SLA), new Home(dir)).file();

        assertThat(SharedClassArchive
                .of(List.of(TICKET, application("sla", "spring.jar", "kafka.jar", "amparo-events.jar")), new Home(dir)).file())
                .isEqualTo(file);
        assertThat(SharedClassArchive.of(List.of(TICKET, application("sla", "spring.jar")), new Home(dir)).file())
                .isNotEqualTo(file);
    }

    private static Application application(String name, String... libraries) {
        return new Application(Path.of(name + ".jar"), "io.amparo.Main", Stream.of(libraries).map(Path::of).toList());
    }

    private static String path(String... jars) {
        return String.join(File.pathSeparator, jars);
    }
}
