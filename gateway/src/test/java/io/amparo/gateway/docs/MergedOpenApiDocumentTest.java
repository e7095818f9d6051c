package io.amparo.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import java.util.List;
import org.junit.jupiter.api.Test;

class MergedOpenApiDocumentTest {

    private static OpenAPI document(String path, String operation, String answer, String schemas) {
        var json = """
                {"openapi": "3.1.0", "servers": [{"url": "http://localhost:8081"}],
                 "paths": {"%s": {"get": {"operationId": "%s", "tags": ["some-controller"], "responses": {"200": {"description": "OK",
                   "content": {"application/json": {"schema": {"$ref": "#/components/schemas/%s"}}}}}}}},
                 "components": {"schemas": {%s}}}
                """
                .formatted(path, operation, answer, schemas);
        try {
            return Json31.mapper().readValue(json, OpenAPI.class);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String responseSchemaOf(OpenAPI merged, String path) {
        return merged.getPaths().get(path).getGet().getResponses().get("200").getContent().get("application/json").getSchema()
                .get$ref();
    }

    private static final String TICKETS = """
            "Page": {"type": "object", "properties": {"items": {"type": "array", "items": {"$ref": "#/components/schemas/Item"}}}},
            "Item": {"type": "object", "properties": {"number": {"type": "string"}}},
            "Link": {"type": "object", "properties": {"href": {"type": "string"}}}""";
    private static final String ARTICLES = """
            "Page": {"type": "object", "properties": {"items": {"type": "array", "items": {"$ref": "#/components/schemas/Item"}}}},
            "Item": {"type": "object", "properties": {"slug": {"type": "string"}}},
            "Link": {"type": "object", "properties": {"href": {"type": "string"}}}""";

    private final OpenAPI merged = new MergedOpenApiDocument()
            .add("ticket", document("/api/v1/tickets", "list", "Page", TICKETS), path -> path.startsWith("/api/v1/tickets"))
            .add("knowledge", document("/api/v1/articles", "list", "Page", ARTICLES), path -> path.startsWith("/api/v1/articles"))
            .add("eol", document("/internal", "secret", "Link", ARTICLES), path -> path.startsWith("/api/v1/eol"))
            .withUnavailable(List.of("sla"));

    @Test
    void a_conflicting_schema_and_its_references_get_the_service_prefix() {
        assertThat(responseSchemaOf(merged, "/api/v1/tickets")).isEqualTo("#/components/schemas/Page");
        assertThat(responseSchemaOf(merged, "/api/v1/articles")).isEqualTo("#/components/schemas/KnowledgePage");
        var page = merged.getComponents().getSchemas().get("KnowledgePage");
        assertThat(Json31.mapper().valueToTree(page).at("/properties/items/items/$ref").asText())
                .isEqualTo("#/components/schemas/KnowledgeItem");
        assertThat(Json31.mapper().valueToTree(merged.getComponents().getSchemas().get("KnowledgeItem")).at("/properties")
                .has("slug")).isTrue();
    }

    @Test
    void equal_schemas_are_merged() {
        assertThat(merged.getComponents().getSchemas().keySet()).contains("Link").doesNotContain("KnowledgeLink");
    }

    @Test
    void operation_ids_are_unique_and_tagged_by_service() {
        var list = merged.getPaths().get("/api/v1/articles").getGet();
        assertThat(list.getOperationId()).isEqualTo("knowledgeList");
        assertThat(list.getTags()).containsExactly("knowledge");
    }

    @Test
    void unrouted_paths_are_removed() {
        assertThat(merged.getPaths().keySet()).containsExactlyInAnyOrder("/api/v1/tickets", "/api/v1/articles");
        assertThat(merged.getServers()).extracting("url").containsExactly("/");
    }

    @Test
    void an_unavailable_service_is_listed() {
        assertThat(merged.getExtensions()).containsEntry("x-unavailable", List.of("sla"));
    }
}
