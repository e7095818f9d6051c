package io.amparo.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class MergedOpenApiDocumentTest {
    private static final JsonMapper JSON = new JsonMapper();

    private static ObjectNode document(String path, String operation, String answer, String schemas) {
        return (ObjectNode) JSON.readTree(
                """
                        {"openapi": "3.1.0", "servers": [{"url": "http://localhost:8081"}],
                         "paths": {"%s": {"get": {"operationId": "%s", "tags": ["some-controller"], "responses": {"200": {"description": "OK",
                           "content": {"application/json": {"schema": {"$ref": "#/components/schemas/%s"}}}}}}}},
                         "components": {"schemas": {%s}, "headers": {"ETag": {"schema": {"type": "string"}}},
                           "securitySchemes": {"openIdConnect": {"type": "openIdConnect", "openIdConnectUrl": "https://elsewhere"}}}}
                        """
                        .formatted(path, operation, answer, schemas));
    }

    private static final String TICKETS = """
            "Page": {"type": "object", "properties": {"items": {"type": "array", "items": {"$ref": "#/components/schemas/Item"}}}},
            "Item": {"type": "object", "properties": {"number": {"type": "string"}}},
            "Link": {"type": "object", "properties": {"href": {"type": "string"}}}""";
    private static final String ARTICLES = """
            "Page": {"type": "object", "properties": {"items": {"type": "array", "items": {"$ref": "#/components/schemas/Item"}}}},
            "Item": {"type": "object", "properties": {"slug": {"type": "string"}}},
            "Link": {"type": "object", "properties": {"href": {"type": "string"}}}""";

    private final JsonNode merged = new MergedOpenApiDocument(JSON)
            .add("ticket", document("/api/v1/tickets", "list", "Page", TICKETS), path -> path.startsWith("/api/v1/tickets"))
            .add("knowledge", document("/api/v1/articles", "list", "Page", ARTICLES), path -> path.startsWith("/api/v1/articles"))
            .add("eol", document("/internal", "secret", "Link", ARTICLES), path -> path.startsWith("/api/v1/eol"))
            .withIssuer("https://identity.example").document();

    private JsonNode operation(String path) {
        return merged.path("paths").path(path).path("get");
    }

    private String responseSchema(String path) {
        return operation(path).at("/responses/200/content/application~1json/schema/$ref").asString();
    }

    @Test
    void a_conflicting_schema_and_its_references_get_the_service_prefix() {
        assertThat(responseSchema("/api/v1/tickets")).isEqualTo("#/components/schemas/Page");
        assertThat(responseSchema("/api/v1/articles")).isEqualTo("#/components/schemas/KnowledgePage");
        assertThat(merged.at("/components/schemas/KnowledgePage/properties/items/items/$ref").asString())
                .isEqualTo("#/components/schemas/KnowledgeItem");
        assertThat(merged.at("/components/schemas/KnowledgeItem/properties").has("slug")).isTrue();
        assertThat(merged.at("/components/schemas/Item/properties").has("number")).isTrue();
    }

    @Test
    void equal_schemas_are_merged() {
        assertThat(merged.at("/components/schemas").propertyNames()).contains("Link").doesNotContain("KnowledgeLink");
    }

    @Test
    void operation_ids_are_unique_and_tagged_by_service() {
        assertThat(operation("/api/v1/articles").path("operationId").asString()).isEqualTo("knowledgeList");
        assertThat(operation("/api/v1/articles").path("tags").toString()).isEqualTo("[\"knowledge\"]");
        assertThat(merged.path("tags").toString())
                .isEqualTo("[{\"name\":\"ticket\"},{\"name\":\"knowledge\"},{\"name\":\"eol\"}]");
    }

    @Test
    void unrouted_paths_are_removed() {
        assertThat(merged.path("paths").propertyNames()).containsExactlyInAnyOrder("/api/v1/tickets", "/api/v1/articles");
        assertThat(merged.at("/servers/0/url").asString()).isEqualTo("/");
    }

    @Test
    void the_issuer_of_the_gateway_signs_in() {
        assertThat(merged.at("/components/securitySchemes/openIdConnect/openIdConnectUrl").asString())
                .isEqualTo("https://identity.example/.well-known/openid-configuration");
    }
}
