package io.amparo.gateway.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProblemPagesTest {
    private static final List<Locale> LANGUAGES = List.of(Locale.of("pt", "BR"), Locale.ENGLISH, Locale.of("es"));
    /** The calls that create a problem, up to its code. */
    private static final Pattern CODES = Pattern
            .compile("(?:conflict\\(|(?:denied|problems\\.(?:write|problem|respond)|problemResponse|refuse"
                    + "|ApiException\\.of|UpstreamProblemException)\\([^;]*?,\\s*)\"([a-z-]{3,})\"");
    private static final Pattern STATUS_CODES = Pattern.compile("case [A-Z_]+ -> \"([a-z-]+)\"");
    private static final Pattern REFUSALS = Pattern.compile("return (?:[^;\"]* )?\"([a-z]+(?:-[a-z]+)+)\"");

    private final ProblemTexts texts = new ProblemTexts();

    @Test
    void each_code_that_is_used_has_a_page_in_three_languages() {
        var used = usedCodes();

        assertThat(used).hasSizeGreaterThan(30).contains("stale", "ticket-full", "method-not-allowed", "version-exists");
        for (var language : LANGUAGES)
            for (var code : used)
                assertThat(texts.find(code, language)).as(code + " in " + language)
                        .hasValueSatisfying(text -> assertThat(text.title() + "|" + text.help()).matches("(?s).{4,}\\|.{10,}"));
    }

    @Test
    void each_problem_has_its_own_help_in_three_languages() {
        var portuguese = bundle("problem-help.properties");
        for (var language : LANGUAGES) assertThat(texts.all(language)).allMatch(text -> !text.title().isBlank());
        for (var other : List.of("problem-help_en.properties", "problem-help_es.properties"))
            assertThat(bundle(other).keySet()).isEqualTo(portuguese.keySet());
        assertThat(portuguese.keySet()).containsAll(texts.codesWithTitle());
    }

    private static Properties bundle(String name) {
        var texts = new Properties();
        try (var in = ProblemPagesTest.class.getResourceAsStream("/" + name)) {
            texts.load(in);
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> usedCodes() {
        try (var files = Files.walk(Path.of("").toAbsolutePath().getParent())) {
            return files.filter(file -> file.toString()
                    .matches(".*/src/main/java/.*/(web|store|remote|security|ticket|message|product"
                            + "|contact|contract|article|migration|calendar|plan|route|access|limit|announcement|order)/[^/]*\\.java"))
                    .flatMap(ProblemPagesTest::codes).collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> codes(Path file) {
        try {
            var source = Files.readString(file);
            var patterns = file.getFileName().toString().equals("TicketActions.java")
                    ? List.of(REFUSALS)
                    : file.getFileName().toString().equals("ApiExceptionHandler.java")
                            ? List.of(CODES, STATUS_CODES)
                            : List.of(CODES);
            return patterns.stream().flatMap(pattern -> pattern.matcher(source).results())
                    .map((MatchResult found) -> found.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
