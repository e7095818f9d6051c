package io.amparo.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.victools.jsonschema.generator.SchemaVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The AsyncAPI document: topics with their configuration, messages with headers, payload and an example. */
final class AsyncApiDocument {
    /** Defaults of the suite. WireFormatJourney compares them, and the rest of the bindings, with the topics that exist. */
    private static final int PARTITIONS = 3;
    private static final Duration RETENTION = Duration.ofDays(90);
    private static final String BINDING_VERSION = "0.5.0";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {
    };
    private static final String DESCRIPTION = """
            CloudEvents 1.0 on Kafka in binary content mode: attributes are `ce_*` headers, the value is JSON.
            A consumer ignores types, fields and values of `x-extensible-enum` that it does not know. A component that has no value is absent, never null.
            Delivery is at least once: `ce_source` and `ce_id` together name an event, and a repeated event has the same ones.
            Records of `amparo.sla` are written in transactions: read them with `isolation.level=read_committed`.
            Topic names may have a prefix (`TOPIC_PREFIX`). Channels and messages with `x-internal` are for the services of the suite and may change without a new type.
            Not part of the contract are dead letters (`<topic>.<group>.dlt`), `amparo.sla-engine.replay` and the changelog topics of the SLA engine: their form belongs to the service that reads them.
            """;

    private final EventSchemas eventSchemas = new EventSchemas(SchemaVersion.DRAFT_7);
    private final Map<String, Object> channels = new LinkedHashMap<>();
    private final Map<String, Object> operations = new LinkedHashMap<>();
    private final Map<String, Object> messages = new LinkedHashMap<>();
    private final Map<String, Object> schemas = new LinkedHashMap<>();
    private final String version;

    AsyncApiDocument(String version) throws IOException {
        this.version = version;
        schemas.put("EventHeaders", EventHeaders.schema());
        for (var topic : Topic.values()) add(topic);
    }

    Map<String, Object> document() {
        var servers = ordered("kafka", ordered("host", "localhost:9092", "protocol", "kafka", "description",
                "The broker of the local suite; elsewhere the one of `KAFKA_BROKERS`."));
        return ordered("asyncapi", "3.0.0", "info",
                ordered("title", "Amparo domain events", "version", version, "description", DESCRIPTION.strip(), "license",
                        ordered("name", "Apache-2.0", "url", "https://www.apache.org/licenses/LICENSE-2.0")),
                "defaultContentType", "application/json", "servers", servers, "channels", channels, "operations", operations,
                "components", ordered("messages", messages, "schemas", schemas));
    }

    private void add(Topic topic) throws IOException {
        var topicMessages = new LinkedHashMap<String, Object>();
        for (var event : topic.events()) {
            var name = event.getSimpleName();
            addSchema(event);
            messages.put(name, message(event));
            topicMessages.put(name, ref("components/messages/" + name));
        }
        var internal = topic.events().stream().allMatch(AsyncApiDocument::isInternal);
        var context = topic.events().getFirst().getInterfaces()[0];
        var channel = ordered("address", topic.topicName(), "description",
                EventSchemas.COMMENTS.of(context).orElseThrow() + (topic.compacted()
                        ? " Compacted: each event carries the whole state, so a new consumer needs only this topic."
                        : " Facts, kept for a time."),
                "messages", topicMessages, "bindings", Map.of("kafka", binding(topic)));
        if (internal) channel.put("x-internal", true);
        channels.put(topic.topicName(), channel);
        var operation = ordered("action", "receive", "channel", ref("channels/" + topic.topicName()), "summary",
                "Read the events of " + topic.topicName() + ".");
        if (internal) operation.put("x-internal", true);
        operations.put("receive." + topic.topicName(), operation);
    }

    private static boolean isInternal(Class<?> event) {
        return event.isAnnotationPresent(Internal.class);
    }

    private static Map<String, Object> binding(Topic topic) {
        var configuration = topic.compacted()
                ? ordered("cleanup.policy", List.of("compact"))
                : ordered("cleanup.policy", List.of("delete"), "retention.ms", RETENTION.toMillis());
        return ordered("topic", topic.topicName(), "partitions", PARTITIONS, "topicConfiguration", configuration,
                "bindingVersion", BINDING_VERSION);
    }

    private static Map<String, Object> message(Class<? extends DomainEvent> event) throws IOException {
        var type = EventCodec.typeOf(event);
        var own = ordered("ce_type", ordered("const", type), "ce_dataschema",
                ordered("pattern", "/" + type.replace(".", "\\.") + "\\.schema\\.json$"));
        var message = ordered("name", type, "title", event.getSimpleName(), "summary",
                EventSchemas.COMMENTS.of(event).orElseThrow(), "contentType", "application/json", "headers",
                ordered("allOf", List.of(ref("components/schemas/EventHeaders"), ordered("type", "object", "properties", own))),
                "payload", ref("components/schemas/" + event.getSimpleName()), "bindings", Map.of("kafka", ordered("key",
                        ordered("type", "string", "description", keyOf(event)), "bindingVersion", BINDING_VERSION)),
                "examples", List.of(example(event)));
        if (isInternal(event)) message.put("x-internal", true);
        return message;
    }

    /** Returns the Javadoc of {@code key()} in the record, else in its context. */
    private static String keyOf(Class<? extends DomainEvent> event) {
        return EventSchemas.COMMENTS.ofMethod(event, "key")
                .or(() -> EventSchemas.COMMENTS.ofMethod(event.getInterfaces()[0], "key")).orElseThrow();
    }

    private static Map<String, Object> example(Class<? extends DomainEvent> event) throws IOException {
        var payload = Files.readAllBytes(GoldenContractTest.goldens(event).getLast());
        var record = new EventCodec("example", "").write("8c4f/3/0", "8c4f", 3, Instant.parse("2026-11-22T12:34:56.789Z"),
                "4bf92f3577b34da6a3ce929d0e0e4736", "/amparo/example#7a1e/2/0",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", EventCodec.readOnly().read(event, payload));
        return ordered("name", event.getSimpleName(), "headers", texts(record.headers()), "payload",
                JSON.readValue(payload, OBJECT));
    }

    static Map<String, String> texts(Headers headers) {
        return Arrays.stream(headers.toArray()).collect(
                toMap(Header::key, header -> new String(header.value(), UTF_8), (first, _) -> first, LinkedHashMap::new));
    }

    /**
     * Adds the schema of an event. Its local definitions become components of the document, because a reference to
     * {@code #/definitions} resolves from the root of the document and not from the schema.
     */
    private void addSchema(Class<? extends DomainEvent> event) {
        var text = eventSchemas.of(event).toString().replace("#/definitions/", "#/components/schemas/");
        var schema = JSON.readValue(text, OBJECT);
        schema.remove("$schema");
        if (schema.remove("definitions") instanceof Map<?, ?> definitions) definitions.forEach((name, definition) -> {
            var known = schemas.putIfAbsent((String) name, definition);
            assertThat(known).as("definitions of the name " + name).isIn(null, definition);
        });
        schemas.put(event.getSimpleName(), schema);
    }

    private static Map<String, Object> ref(String path) {
        return Map.of("$ref", "#/" + path);
    }

    static LinkedHashMap<String, Object> ordered(Object... pairs) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) map.put((String) pairs[i], pairs[i + 1]);
        return map;
    }
}
