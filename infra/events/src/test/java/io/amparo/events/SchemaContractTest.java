package io.amparo.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.core.type.TypeReference;
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
    private static final YAMLMapper YAML = YAMLMapper.builder().disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
            .enable(YAMLWriteFeature.MINIMIZE_QUOTES).build();

    private static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {
    };

    private final SchemaGenerator generator = generator();

    private static SchemaGenerator generator() {
        var config = new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(Option.EXTRA_OPEN_API_FORMAT_VALUES).with(Option.ADDITIONAL_FIXED_TYPES)
                .without(Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT);
        config.forFields()
                .withRequiredCheck(field -> field.getRawMember().getAnnotatedType().getAnnotation(Nullable.class) == null);
        return new SchemaGenerator(config.build());
    }

    private static Stream<Class<? extends DomainEvent>> events() {
        return Arrays.stream(Topic.values()).flatMap(topic -> topic.events().stream());
    }

    @TestFactory
    Stream<DynamicTest> stored_schema_of_every_event_is_up_to_date() {
        return events().map(event -> DynamicTest.dynamicTest(EventCodec.typeOf(event),
                () -> assertMatchesFile(CONTRACTS.resolve("schemas/" + EventCodec.typeOf(event) + ".schema.json"),
                        JSON.writeValueAsString(generator.generateSchema(event)))));
    }

    @TestFactory
    Stream<DynamicTest> every_golden_file_is_valid_by_its_schema() throws IOException {
        var factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
        return events().map(event -> DynamicTest.dynamicTest(EventCodec.typeOf(event), () -> {
            var schema = factory
                    .getSchema(Files.readString(CONTRACTS.resolve("schemas/" + EventCodec.typeOf(event) + ".schema.json")));

            for (var golden : GoldenContractTest.goldens(event))
                assertThat(schema.validate(Files.readString(golden), InputFormat.JSON)).as(golden.toString()).isEmpty();
            assertThat(schema.validate("{}", InputFormat.JSON)).as("an empty object must be invalid").isNotEmpty();
        }));
    }

    @Test
    void asyncapi_document_describes_every_topic_and_event() throws IOException {
        var channels = new LinkedHashMap<String, Object>();
        var operations = new LinkedHashMap<String, Object>();
        var messages = new LinkedHashMap<String, Object>();
        var schemas = new LinkedHashMap<String, Object>();

        for (var topic : Topic.values()) {
            var topicMessages = new LinkedHashMap<String, Object>();
            for (var event : topic.events()) {
                var type = EventCodec.typeOf(event);
                messages.put(event.getSimpleName(), message(event, type));
                addSchema(event, schemas);
                topicMessages.put(event.getSimpleName(), ref("components/messages/" + event.getSimpleName()));
            }
            channels.put(topic.topicName(), channel(topic, topicMessages));
            operations.put("receive." + topic.topicName(),
                    ordered("action", "receive", "channel", ref("channels/" + topic.topicName())));
        }

        var document = new LinkedHashMap<String, Object>();
        document.put("asyncapi", "3.0.0");
        document.put("info", info());
        document.put("defaultContentType", "application/json");
        document.put("channels", channels);
        document.put("operations", operations);
        document.put("components", ordered("messages", messages, "schemas", schemas));

        assertMatchesFile(CONTRACTS.resolve("asyncapi.yaml"), YAML.writeValueAsString(document));
    }

    /**
     * Adds the schema of an event. Its local definitions become components of the document, because a reference to
     * {@code #/$defs} resolves from the root of the document and not from the schema.
     */
    private void addSchema(Class<?> event, Map<String, Object> schemas) {
        var text = generator.generateSchema(event).toString().replace("#/$defs/", "#/components/schemas/");
        var schema = JSON.readValue(text, OBJECT);
        schema.remove("$schema");
        if (schema.remove("$defs") instanceof Map<?, ?> definitions) definitions.forEach((name, definition) -> {
            var known = schemas.putIfAbsent((String) name, definition);
            assertThat(known).as("definitions of the name " + name).isIn(null, definition);
        });
        schemas.put(event.getSimpleName(), schema);
    }

    private static Map<String, Object> info() {
        return ordered("title", "Amparo domain events", "version", "1.0.0", "description",
                "CloudEvents 1.0 on Kafka, binary content mode: attributes are ce_* headers, the value is JSON. A consumer ignores types and fields that it "
                        + "does not know. Delivery is at least once; ce_source and ce_id together name an event. Readers of amparo.sla read committed.",
                "license", Map.of("name", "Apache-2.0"));
    }

    private static Map<String, Object> channel(Topic topic, Map<String, Object> messages) {
        return ordered("address", topic.topicName(), "description",
                topic.compacted()
                        ? "Compacted: each event carries the whole state, so a new consumer needs only this topic."
                        : "Facts, kept for a time.",
                "messages", messages);
    }

    private static Map<String, Object> message(Class<?> event, String type) {
        var headers = ordered("type", "object", "required",
                List.of("ce_specversion", "ce_id", "ce_source", "ce_type", "ce_subject", "ce_sequence"), "properties",
                ordered("ce_type", Map.of("const", type), "ce_id", Map.of("type", "string"), "ce_source",
                        Map.of("type", "string"), "ce_subject", Map.of("type", "string"), "ce_sequence",
                        Map.of("type", "string")));
        return ordered("name", type, "headers", headers, "payload", ref("components/schemas/" + event.getSimpleName()));
    }

    private static Map<String, Object> ref(String path) {
        return Map.of("$ref", "#/" + path);
    }

    private static Map<String, Object> ordered(Object... pairs) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) map.put((String) pairs[i], pairs[i + 1]);
        return map;
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
