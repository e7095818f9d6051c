package io.amparo.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class OpenApiExamplesTest {
    private static final String DOCUMENT = """
            {"paths": {"/a": {"get": {"operationId": "getAnswer", "x-roles": ["contact"], "responses": {"200": {"content": {
            "application/json": {"schema": {"$ref": "#/components/schemas/Answer"}}}}}}}}, "components": {"schemas": {"Answer": {
            "type": "object", "required": ["id"], "properties": {"id": {"type": "string"}, "at": {"type": "string",
            "format": "date-time"}}, "example": EXAMPLE}}}}""";

    @TempDir
    Path folder;

    @Test
    void valid_example_is_accepted() throws IOException {
        Files.createFile(folder.resolve("Answer.json"));
        Files.createFile(folder.resolve("getAnswer.200.json"));

        assertThat(violations("{\"id\": \"a\", \"at\": \"2026-11-27T14:00:00Z\"}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"at\": \"2026-11-27T14:00:00Z\"}|id", "{\"id\": \"a\", \"colour\": \"red\"}|colour",
            "{\"id\": 1}|string", "{\"id\": \"a\", \"at\": \"today\"}|date-time",
            "{\"id\": \"fabio@opservices.example\"}|shows an address of staff"})
    void invalid_example_is_reported(String example, String reason) throws IOException {
        assertThat(violations(example)).singleElement().asString().contains("response 200 of GET /a", reason);
    }

    @Test
    void body_without_an_example_and_a_file_of_nothing_are_reported() throws IOException {
        Files.createFile(folder.resolve("Other.json"));

        assertThat(violations("null").getFirst()).contains("response 200 of GET /a");
        assertThat(violations(DOCUMENT, ", \"example\": EXAMPLE")).containsExactly("response 200 of GET /a has no example",
                "Other.json is no example of a schema or operation");
    }

    @Test
    void text_whose_name_implies_a_closed_set_is_reported() {
        var document = JsonMapper.shared().readTree(
                """
                        {"paths": {"/a": {"get": {"parameters": [{"name": "kind", "schema": {"type": ["string", "null"]}}]}}},
                        "components": {"schemas": {"Answer": {"properties": {"state": {"type": "string"}, "pauseStatuses": {"type": "array",
                        "items": {"type": "string"}}, "metric": {"$ref": "#/components/schemas/Metric"}, "name": {"type": "string"},
                        "by": {"type": "string"}}}}}}""");

        assertThat(OpenApiTexts.violations(document)).extracting(violation -> violation.replaceFirst(" is a text.*", ""))
                .containsExactly("Answer.state", "Answer.pauseStatuses", "parameter of GET /a kind");
    }

    private List<String> violations(String example) throws IOException {
        return violations(DOCUMENT.replace("EXAMPLE", example), "");
    }

    private List<String> violations(String document, String removed) throws IOException {
        var file = Files.writeString(Files.createTempFile("openapi", ".json"), document.replace(removed, ""));
        return OpenApiExamples.violations(new OpenApiDocument("answer-service", file), folder);
    }
}
