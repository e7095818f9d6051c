package io.amparo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The settings that a service has without a setting of its operator. */
class DefaultSettingsTest {
    private static final Path REPOSITORY = Path.of("..", "..");
    /** Addresses, people and passwords; what only begins a URL of this suite's own pages is none. */
    private static final Pattern DEMONSTRATION = Pattern
            .compile("(?i)\\w@\\w|opservices|acme|gisele|password|secret|demo: true|DEMO\\w*:true");

    @Test
    void no_default_of_a_service_names_a_person_or_a_password() throws IOException {
        try (var files = Files.walk(REPOSITORY, 6)) {
            assertThat(files.filter(DefaultSettingsTest::isSettings).toList()).hasSize(8).allSatisfy(
                    file -> assertThat(Files.readAllLines(file).stream().filter(line -> !line.strip().startsWith("#")).toList())
                            .as(file.toString()).noneMatch(line -> DEMONSTRATION.matcher(line).find()));
        }
    }

    /** The settings of the platform and of each service; identity is a demonstration. */
    private static boolean isSettings(Path file) {
        var path = REPOSITORY.relativize(file).toString().replace('\\', '/');
        return path.matches("([a-z]+-service|gateway|infra/platform)/src/main/resources/(application|platform)\\.yaml");
    }
}
