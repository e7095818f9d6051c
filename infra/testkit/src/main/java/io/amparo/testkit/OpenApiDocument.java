package io.amparo.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPatternParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The OpenAPI document of a service, committed as {@code openapi.json} in its module. A test of the service compares it with what
 * the service publishes; the stubs of the service in other modules are checked against it.
 */
public final class OpenApiDocument {
    private static final String FILE = "openapi.json";
    /** The folder of the examples in a module. */
    static final String EXAMPLES = "src/test/resources/openapi/examples";
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(VersionFlag.V202012);

    private static final List<String> DESCRIBED_HEADERS = List.of("ETag", "Location", "Retry-After", "WWW-Authenticate");
    private static final Map<Path, JsonNode> DOCUMENTS = new ConcurrentHashMap<>();

    private final String module;
    private final Path file;
    private final Map<JsonNode, JsonSchema> schemas = new ConcurrentHashMap<>();

    OpenApiDocument(String module, Path file) {
        this.module = module;
        this.file = file;
    }

    /** @param module folder of the service */
    public static OpenApiDocument of(String module) {
        var root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("mvnw")))
            root = root.getParent();
        return new OpenApiDocument(module, root.resolve(module).resolve(FILE));
    }

    /** Returns the document of the module whose tests run; empty if it has none, or if this run renews it. */
    static Optional<OpenApiDocument> ofTestedModule() {
        var folder = Path.of("").toAbsolutePath();
        return Files.exists(folder.resolve(FILE)) && !isRenewed()
                ? Optional.of(new OpenApiDocument(folder.getFileName().toString(), folder.resolve(FILE)))
                : Optional.empty();
    }

    static boolean isRenewed() {
        return System.getProperty("contracts.update") != null;
    }

    /**
     * Fails if the service publishes another document than the committed one. With {@code -Dcontracts.update} writes it first.
     */
    public void checkPublishedBy(ApiClients api) {
        var published = normalize(
                ApiClients.text(api.as(Persona.IARA).get().uri("/v3/api-docs").exchange().expectStatus().isOk()));
        try {
            if (isRenewed()) Files.writeString(file, published);
            assertThat(Files.exists(file) ? Files.readString(file) : "")
                    .as("%s/openapi.json is not what the service publishes. Renew it: ./mvnw verify -pl %s -am -Dtest=OpenApi "
                            + "-Dit.test=OpenApiIT -Dsurefire.failIfNoSpecifiedTests=false "
                            + "-Dfailsafe.failIfNoSpecifiedTests=false -Dcontracts.update", module, module)
                    .isEqualTo(published);
            assertThat(OpenApiRules.violations(JSON.readTree(published))).as("%s/openapi.json", module).isEmpty();
            assertThat(OpenApiTexts.violations(JSON.readTree(published))).as("%s/openapi.json", module).isEmpty();
            assertThat(OpenApiExamples.violations(this, file.resolveSibling(EXAMPLES))).as("examples of %s", module).isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails if the operation does not exist or the body does not have its schema. */
    public void checkRequest(String method, String path, String body) {
        var content = operation(method, path).path("requestBody").path("content");
        if (!content.isEmpty()) checkBody("request " + method + " " + path, content, body);
    }

    /** Fails if the operation does not exist, does not have this status, or the body does not have its schema. */
    public void checkResponse(String method, String path, int status, String body) {
        checkBody("response " + status + " of " + method + " " + path, response(method, path, status).path("content"), body);
    }

    /** Fails if the operation does not describe the status, or does not describe its headers truly. */
    void checkHeaders(String method, String path, int status, HttpHeaders headers) {
        var described = response(method, path, status).path("headers");
        described.forEachEntry((name, header) -> {
            if (resolve(header).path("required").asBoolean())
                assertThat(headers.containsHeader(name)).as("%s of status %d of %s %s", name, status, method, path).isTrue();
        });
        for (var name : DESCRIBED_HEADERS)
            if (headers.containsHeader(name))
                assertThat(described.has(name)).as("%s of status %d of %s %s is described", name, status, method, path).isTrue();
    }

    private JsonNode response(String method, String path, int status) {
        var response = operation(method, path).path("responses").path(Integer.toString(status));
        assertThat(response.isMissingNode()).as("%s has no status %d of %s %s", module, status, method, path).isFalse();
        return resolve(response);
    }

    JsonNode resolve(JsonNode part) {
        return part.has("$ref") ? read().at(part.path("$ref").asString().substring(1)) : part;
    }

    /** Returns the roles of an operation, by the pattern of its path. */
    List<String> roles(String method, String pattern) {
        return read().path("paths").path(pattern).path(method.toLowerCase(Locale.ROOT)).path("x-roles").valueStream()
                .map(JsonNode::asString).toList();
    }

    /** Returns whether the service has this operation. */
    boolean hasOperation(String method, String path) {
        return find(method, path).isPresent();
    }

    private JsonNode operation(String method, String path) {
        return find(method, path).orElseThrow(() -> new AssertionError(module + " has no operation " + method + " " + path));
    }

    private Optional<JsonNode> find(String method, String path) {
        var segments = PathContainer.parsePath(path);
        return read().path("paths").propertyStream()
                .filter(entry -> PathPatternParser.defaultInstance.parse(entry.getKey()).matches(segments))
                .map(entry -> entry.getValue().path(method.toLowerCase(Locale.ROOT))).filter(JsonNode::isObject).findFirst();
    }

    private void checkBody(String what, JsonNode content, String body) {
        var schema = schemas.computeIfAbsent(content.iterator().next().path("schema"), this::compile);
        assertThat(schema.validate(body, InputFormat.JSON)).as("%s of %s, by its openapi.json: %s", what, module, body).isEmpty();
    }

    /** Returns how the example breaks this schema of the document, or the format of a field. */
    Set<ValidationMessage> validateExample(JsonNode schema, String example) {
        return schemas.computeIfAbsent(schema, this::compile).validate(example, InputFormat.JSON,
                run -> run.getExecutionConfig().setFormatAssertionsEnabled(true));
    }

    private JsonSchema compile(JsonNode part) {
        var schema = JSON.createObjectNode();
        schema.set("allOf", JSON.createArrayNode().add(part.deepCopy()));
        schema.set("components", read().path("components").deepCopy());
        refuseUnknownProperties(schema);
        return SCHEMAS.getSchema(schema.toString());
    }

    /** A property that the service does not have is an error of the stub; OpenAPI allows all properties by default. */
    private static void refuseUnknownProperties(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.has("properties") && !object.has("additionalProperties"))
            object.put("additionalProperties", false);
        schema.forEach(OpenApiDocument::refuseUnknownProperties);
    }

    /** Returns the committed document. */
    public String text() {
        return read().toString();
    }

    JsonNode read() {
        return DOCUMENTS.computeIfAbsent(file, path -> {
            try {
                return JSON.readTree(Files.readString(path));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Sorts the keys, and replaces what differs in each run: the port of the service, and the address of the identity. */
    private static String normalize(String published) {
        var document = (ObjectNode) JSON.readTree(published);
        document.putArray("servers").addObject().put("url", "/");
        ((ObjectNode) document.at("/components/securitySchemes/openIdConnect")).put("openIdConnectUrl",
                "https://identity.amparo.example/.well-known/openid-configuration");
        return JSON.writeValueAsString(JSON.treeToValue(document, Map.class)) + "\n";
    }
}
