package io.amparo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.local.demo.Demo;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DemoJourney {
    @Test
    @Tag("R1.1")
    @Tag("R1.3")
    @Tag("R1.5")
    @Tag("R2.1")
    @Tag("R3.3")
    @Tag("R4.1")
    @Tag("R4.2")
    @Tag("R5.5")
    @Tag("R5.7")
    @Tag("R8.2")
    @Tag("R10.6")
    void the_guided_story_succeeds_and_no_log_names_a_person() throws IOException {
        var output = new StringWriter();
        assertThat(new Demo(RunningSuite.get().addresses(), new PrintWriter(output)).run()).as(output.toString()).isTrue();

        try (var logs = Files.list(Path.of("target", "suite", "log"))) {
            assertThat(logs.toList()).hasSizeGreaterThan(8)
                    .allSatisfy(log -> assertThat(Files.readString(log)).doesNotContain("@acme.example", "@opservices.example"));
        }
    }
}
