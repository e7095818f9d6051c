package io.amparo.sla.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SimulationAttackTest {
    /** Of the 224 MB that the launcher gives to sla-service, the service itself takes the larger part. */
    private static final String HEAP = "-Xmx96m";

    @Test
    void attacks_with_the_largest_calendars_survive_in_the_heap_of_the_service() throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(java, HEAP, "-XX:+ExitOnOutOfMemoryError", "-cp", System.getProperty("java.class.path"),
                SimulationAttack.class.getName()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        var answers = new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(answers).containsExactlyElementsOf(
                Stream.of(Stream.of("422 calendar.windows"), Collections.nCopies(8, "422 budget").stream(), Stream.of("200"))
                        .flatMap(each -> each).toList());
    }
}
