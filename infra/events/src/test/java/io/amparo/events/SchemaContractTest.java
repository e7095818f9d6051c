package io.amparo.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.victools.jsonschema.generator.SchemaVersion;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/**
 * Generates JSON Schemas and the AsyncAPI document from the event records and compares them with the files in the repository, so
 * that a review shows every change of the wire format. {@code -Dcontracts.update} overwrites the files.
 */
class SchemaContractTest {
    private static final Path CONTRACTS = Path.of("src/main/resources/contracts");
    private static final boolean UPDATE = System.getProperty("contracts.update") != null;
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    /** Quotes every text: a reader of YAML would take 1.0 for a number and an instant for a date. */
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER, YAMLWriteFeature.SPLIT_LINES).build();
    private static final JsonSchemaFactory SCHEMA_FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final SchemaValidatorsConfig FORMATS = SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    private static final EventSchemas SCHEMAS = new EventSchemas(SchemaVersion.DRAFT_2020_12);

    @TestFactory
    Stream<DynamicTest> stored_schema_of_every_event_is_up_to_date() {
        return EventSchemas.events()
                .map(event -> DynamicTest.dynamicTest(EventCodec.typeOf(event),
                        () -> assertMatchesFile(CONTRACTS.resolve("schemas/" + EventCodec.typeOf(event) + ".schema.json"),
                                JSON.writeValueAsString(SCHEMAS.of(event)))));
    }

    @TestFactory
    Stream<DynamicTest> every_golden_file_is_valid_by_its_schema() throws IOException {
        return EventSchemas.events().map(event -> DynamicTest.dynamicTest(EventCodec.typeOf(event), () -> {
            var schema = SCHEMA_FACTORY.getSchema(
                    Files.readString(CONTRACTS.resolve("schemas/" + EventCodec.typeOf(event) + ".schema.json")), FORMATS);

            for (var golden : GoldenContractTest.goldens(event))
                assertThat(schema.validate(Files.readString(golden), InputFormat.JSON)).as(golden.toString()).isEmpty();
            assertThat(schema.validate("{}", InputFormat.JSON)).as("an empty object must be invalid").isNotEmpty();
        }));
    }

    @TestFactory
    Stream<DynamicTest> every_event_and_every_field_has_a_description() {
        return EventSchemas.events().map(event -> DynamicTest.dynamicTest(EventCodec.typeOf(event),
                () -> assertDescribed(event.getSimpleName(), SCHEMAS.of(event))));
    }

    private static void assertDescribed(String name, JsonNode schema) {
        assertThat(schema.path("description").asString("")).as("description of " + name).isNotBlank();
        schema.path("properties").properties().forEach(field -> assertThat(field.getValue().path("description").asString(""))
                .as("description of %s.%s: add @param, or the field to SharedFields", name, field.getKey()).isNotBlank());
        schema.path("$defs").properties().forEach(nested -> assertDescribed(nested.getKey(), nested.getValue()));
    }

    @Test
    void every_shared_field_is_a_field_of_an_event() {
        var fields = EventSchemas.events().map(SCHEMAS::of).flatMap(SchemaContractTest::fields).collect(Collectors.toSet());

        assertThat(SharedFields.class.getDeclaredMethods()).extracting(Method::getName).isSubsetOf(fields);
    }

    private static Stream<String> fields(JsonNode schema) {
        return Stream.concat(schema.path("properties").propertyStream().map(Map.Entry::getKey),
                schema.path("$defs").valueStream().flatMap(SchemaContractTest::fields));
    }

    @Test
    void asyncapi_document_describes_every_topic_and_event() throws IOException {
        var document = new AsyncApiDocument(ContractVersion.current()).document();

        assertMatchesFile(CONTRACTS.resolve("asyncapi.yaml"), YAML.writeValueAsString(document));
    }

    @Test
    void every_example_is_valid_by_the_asyncapi_document() throws IOException {
        var document = YAML.readTree(CONTRACTS.resolve("asyncapi.yaml").toFile());

        document.at("/components/messages").properties().forEach(message -> {
            var example = message.getValue().at("/examples/0");
            for (var part : List.of("headers", "payload")) {
                var schema = JSON.createObjectNode().put("$ref", "#/components/messages/" + message.getKey() + "/" + part);
                schema.set("components", document.path("components"));
                assertThat(SCHEMA_FACTORY.getSchema(schema.toString(), FORMATS).validate(example.path(part).toString(),
                        InputFormat.JSON)).as("%s of the example of %s", part, message.getKey()).isEmpty();
            }
        });
    }

    private static void assertMatchesFile(Path file, String generated) throws IOException {
        var text = generated.strip() + "\n";
        if (UPDATE) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text, UTF_8);
        }
        assertThat(file).as("run with -Dcontracts.update and review the changes").exists();
        assertThat(Files.readString(file)).isEqualTo(text);
    }
}
