package io.amparo.e2e;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The operations page names every environment variable that the code reads, and no other one. */
class OperationsPageTest {
    private static final Path REPOSITORY = Path.of("..", "..");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z]+(?:_[A-Z0-9]+)+)");
    /** Reads of the environment, and constants with the name of a variable. */
    private static final Pattern IN_CODE = Pattern
            .compile("(?:getenv|environment\\.get|environment\\.getOrDefault)\\(\"([A-Z]+(?:_[A-Z0-9]+)+)\"|"
                    + "\"((?:[A-Z]+(?:_[A-Z]+)*_(?:PORT|URL|URI|ISSUER|BROKERS))|AMPARO_[A-Z_]+)\"");
    private static final Pattern IN_SCRIPT = Pattern.compile("\\$\\{?((?:AMPARO|JAVA)_[A-Z_]+)");
    private static final Pattern ON_PAGE = Pattern.compile("`([A-Z]+(?:_[A-Z]+)+)`");
    /** Variables that Spring Boot reads. */
    private static final List<String> SPRING = List.of("SPRING_", "SERVER_", "MANAGEMENT_");

    @Test
    void each_setting_of_the_code_is_on_the_page() throws IOException {
        var inCode = settings();
        assertThat(inCode).contains("KAFKA_BROKERS", "SLA_PORT", "AMPARO_SUPERVISE", "AMPARO_BUILD", "DOCKER_HOST");

        assertThat(onPage()).containsAll(inCode);
    }

    @Test
    void each_setting_of_the_page_is_read_by_the_code() throws IOException {
        assertThat(settings())
                .containsAll(onPage().stream().filter(name -> SPRING.stream().noneMatch(name::startsWith)).toList());
    }

    private static SortedSet<String> onPage() throws IOException {
        return names(ON_PAGE, Files.readString(REPOSITORY.resolve("infra/docs/operations.md")))
                .collect(toCollection(TreeSet::new));
    }

    private static SortedSet<String> settings() throws IOException {
        var settings = new TreeSet<String>();
        try (var files = Files.walk(REPOSITORY)) {
            files.filter(OperationsPageTest::isSource).forEach(file -> {
                var pattern = file.toString().endsWith(".yaml") ? PLACEHOLDER : IN_CODE;
                names(pattern, read(file)).forEach(settings::add);
            });
        }
        names(IN_SCRIPT, read(REPOSITORY.resolve("amparo"))).forEach(settings::add);
        return settings;
    }

    private static boolean isSource(Path file) {
        var path = file.toString().replace('\\', '/');
        return path.contains("/src/main/") && !path.contains("/target/") && !path.contains("/node_modules/")
                && (path.endsWith(".java") || path.endsWith(".yaml"));
    }

    private static Stream<String> names(Pattern pattern, String text) {
        return pattern.matcher(text).results().flatMap(match -> Stream.iterate(1, n -> n <= match.groupCount(), n -> n + 1)
                .map(match::group).filter(name -> name != null));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
