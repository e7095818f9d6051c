package io.amparo.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
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
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(VersionFlag.V202012);

    private final String module;
    private final Path file;

    private OpenApiDocument(String module, Path file) {
        this.module = module;
        this.file = file;
    }

    /** @param module folder of the service */
    public static OpenApiDocument of(String module) {
        var root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("mvnw")))
            root = root.getParent();
        return new OpenApiDocument(module, root.resolve(module).resolve("openapi.json"));
    }

    /**
     * Fails if the service publishes another document than the committed one. With {@code -Dcontracts.update} writes it first.
     */
    public void checkPublishedBy(ApiClients api) {
        var published = normalize(ApiClients.text(api.anonymous().get().uri("/v3/api-docs").exchange().expectStatus().isOk()));
        try {
            if (System.getProperty("contracts.update") != null) Files.writeString(file, published);
            assertThat(Files.exists(file) ? Files.readString(file) : "")
                    .as("%s/openapi.json is not what the service publishes. Renew it: ./mvnw verify -pl %s -am -Dtest=OpenApi "
                            + "-Dit.test=OpenApiIT -Dsurefire.failIfNoSpecifiedTests=false "
                            + "-Dfailsafe.failIfNoSpecifiedTests=false -Dcontracts.update", module, module)
                    .isEqualTo(published);
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
        var response = operation(method, path).path("responses").path(Integer.toString(status));
        assertThat(response.isMissingNode()).as("%s has no status %d of %s %s", module, status, method, path).isFalse();
        checkBody("response of " + method + " " + path, response.path("content"), body);
    }

    private JsonNode operation(String method, String path) {
        return read().path("paths").propertyStream()
                .filter(entry -> PathPatternParser.defaultInstance.parse(entry.getKey()).matches(PathContainer.parsePath(path)))
                .map(entry -> entry.getValue().path(method.toLowerCase(Locale.ROOT))).filter(JsonNode::isObject).findFirst()
                .orElseThrow(() -> new AssertionError(module + " has no operation " + method + " " + path));
    }

    private void checkBody(String what, JsonNode content, String body) {
        var schema = JSON.createObjectNode();
        schema.set("allOf", JSON.createArrayNode().add(content.iterator().next().path("schema")));
        schema.set("components", read().path("components"));
        refuseUnknownProperties(schema);
        assertThat(SCHEMAS.getSchema(schema.toString()).validate(body, InputFormat.JSON))
                .as("%s of %s, by its openapi.json: %s", what, module, body).isEmpty();
    }

    /** A property that the service does not have is an error of the stub; OpenAPI allows all properties by default. */
    private static void refuseUnknownProperties(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.has("properties") && !object.has("additionalProperties"))
            object.put("additionalProperties", false);
        schema.forEach(OpenApiDocument::refuseUnknownProperties);
    }

    private JsonNode read() {
        try {
            return JSON.readTree(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Sorts the keys. Removes the port of the test, and operation ids, which are numbered in an order that differs by file
     * system.
     */
    private static String normalize(String published) {
        var document = (ObjectNode) JSON.readTree(published);
        document.remove("servers");
        document.path("paths").forEach(path -> path.forEach(operation -> ((ObjectNode) operation).remove("operationId")));
        return JSON.writeValueAsString(JSON.treeToValue(document, Map.class)) + "\n";
    }
}
