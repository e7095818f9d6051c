package io.amparo.sla.icalendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.sla.icalendar.ICalendarReader.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The cases of {@code cases/ics}: files that other programs write, each with the closures that it means. */
class ImportCasesTest {
    private static final Path CASES = Path.of("src/test/resources/cases/ics");

    @TestFactory
    Stream<DynamicTest> every_file_has_its_closures_and_its_unusable_events() throws IOException {
        try (var files = Files.list(CASES)) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().map(JsonMapper.shared()::readTree)
                    .map(it -> DynamicTest.dynamicTest(it.path("id").asString(), () -> check(it))).toList().stream();
        }
    }

    private static void check(JsonNode it) throws IOException {
        var content = read(it);
        assertThat(content.closures().stream().map(each -> each.date() + " " + each.from() + "-" + each.to() + " " + each.name()))
                .containsExactlyElementsOf(rows(it, "added", "%s %s-%s %s", "date", "from", "to", "name"));
        assertThat(content.unusable().stream().map(each -> each.name() + ": " + each.reason()))
                .containsExactlyElementsOf(rows(it, "unusable", "%s: %s", "name", "reason"));
    }

    private static Content read(JsonNode it) throws IOException {
        var horizon = it.path("horizon");
        var reader = new ICalendarReader(ZoneId.of(it.path("calendar").path("zone").asString()),
                LocalDate.parse(horizon.path("from").asString()), LocalDate.parse(horizon.path("to").asString()));
        var charset = MediaType.parseMediaType(it.path("contentType").asString()).getCharset();
        return reader.read(ICalendarText.decode(Files.readAllBytes(CASES.resolve(it.path("file").asString())), charset));
    }

    private static List<String> rows(JsonNode it, String list, String format, String... fields) {
        return it.path("expect").path(list).valueStream()
                .map(row -> String.format(format, Stream.of(fields).map(field -> row.path(field).asString()).toArray())).toList();
    }
}
