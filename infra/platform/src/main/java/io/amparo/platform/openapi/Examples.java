package io.amparo.platform.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.core.io.ClassPathResource;

/**
 * Adds the examples of requests and responses, which are in the test resources: only tests derive the document. The example of a
 * schema is in {@code openapi/examples/<schema>.json}; one of an operation whose response differs, as 202 does from 201, in
 * {@code <operationId>.<status>.json}. In an example, {@code {"$example": "<schema>"}} is replaced by the example of another
 * schema. A page has the example of its items.
 */
final class Examples implements OpenApiCustomizer {
    private static final String PAGE = "Page";
    private static final String CURSOR = "WyJuZXh0Il0";

    @Override
    public void customise(OpenAPI document) {
        document.getComponents().getSchemas().forEach((name, schema) -> of(name, schema).ifPresent(schema::setExample));
        document.getPaths().values().forEach(path -> path.readOperations().forEach(Examples::addTo));
    }

    private static void addTo(Operation operation) {
        operation.getResponses().forEach((status, response) -> read(operation.getOperationId() + "." + status)
                .ifPresent(example -> response.getContent().values().forEach(body -> body.setExample(example))));
    }

    private static Optional<JsonNode> of(String name, Schema<?> schema) {
        return read(name)
                .or(() -> isPage(name, schema) ? read(name.substring(PAGE.length())).map(Examples::page) : Optional.empty());
    }

    private static boolean isPage(String name, Schema<?> schema) {
        return name.startsWith(PAGE) && schema.getProperties() != null
                && schema.getProperties().keySet().equals(Set.of("items", "next", "limit"));
    }

    /** A page with another one after it. */
    private static JsonNode page(JsonNode item) {
        var page = Json31.mapper().createObjectNode();
        page.putArray("items").add(item);
        return page.put("next", CURSOR).put("limit", 1);
    }

    private static Optional<JsonNode> read(String name) {
        var file = new ClassPathResource("openapi/examples/" + name + ".json");
        if (!file.exists()) return Optional.empty();
        try (var content = file.getInputStream()) {
            return Optional.of(resolve(Json31.mapper().readTree(content)));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the example " + name, e);
        }
    }

    private static JsonNode resolve(JsonNode part) {
        if (part.has("$example")) return read(part.get("$example").asText()).orElseThrow();
        if (part instanceof ObjectNode object)
            object.properties().forEach(property -> property.setValue(resolve(property.getValue())));
        else if (part.isArray()) {
            var items = Json31.mapper().createArrayNode();
            part.forEach(item -> items.add(resolve(item)));
            return items;
        }
        return part;
    }
}
