package io.amparo.local.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FastStartTest {
    private static final Application TICKET = application("ticket", "spring.jar", "kafka.jar", "amparo-platform.jar",
            "resilience.jar");
    private static final Application SLA = application("sla", "streams.jar", "spring.jar", "kafka.jar", "amparo-platform.jar");
    private static final Application GATEWAY = application("gateway", "spring.jar", "amparo-platform.jar");

    @TempDir
    Path dir;

    @Test
    void what_all_have_from_others_comes_first_and_in_one_order() {
        var fastStart = FastStart.of(List.of(TICKET, SLA), new Home(dir));

        assertThat(fastStart.commonClassPath()).isEqualTo(path("spring.jar", "kafka.jar"));
        assertThat(fastStart.classPath(TICKET))
                .isEqualTo(path("spring.jar", "kafka.jar", "ticket.jar", "amparo-platform.jar", "resilience.jar"));
        assertThat(fastStart.classPath(SLA))
                .isEqualTo(path("spring.jar", "kafka.jar", "sla.jar", "streams.jar", "amparo-platform.jar"));
    }

    @Test
    void an_application_never_gets_a_library_that_it_did_not_ask_for() throws Exception {
        var fastStart = FastStart.of(List.of(TICKET, SLA), new Home(dir));
        Files.createFile(Home.made(fastStart.archive()));

        assertThat(fastStart.classPath(GATEWAY)).isEqualTo("gateway.jar");
        assertThat(fastStart.flags(GATEWAY)).isEmpty();
    }

    @Test
    void the_archive_is_used_once_it_is_there() throws Exception {
        var fastStart = FastStart.of(List.of(TICKET, SLA), new Home(dir));
        assertThat(fastStart.flags(TICKET)).isEmpty();

        Files.createFile(Home.made(fastStart.archive()));

        assertThat(fastStart.flags(TICKET)).containsExactly("-XX:SharedArchiveFile=" + fastStart.archive());
    }

    @Test
    void other_libraries_have_another_archive_and_another_build_of_ours_has_not() {
        var archive = FastStart.of(List.of(TICKET, SLA), new Home(dir)).archive();

        assertThat(FastStart
                .of(List.of(TICKET, application("sla", "spring.jar", "kafka.jar", "amparo-events.jar")), new Home(dir)).archive())
                .isEqualTo(archive);
        assertThat(FastStart.of(List.of(TICKET, application("sla", "spring.jar")), new Home(dir)).archive())
                .isNotEqualTo(archive);
    }

    private static Application application(String name, String... libraries) {
        return new Application(Path.of(name + ".jar"), "io.amparo.Main", Stream.of(libraries).map(Path::of).toList());
    }

    private static String path(String... jars) {
        return String.join(File.pathSeparator, jars);
    }
}
