package io.amparo.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenApiIndexTest {

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
        } catch (Exception wrong) {
            throw new AssertionError(wrong);
        }
    }

    private static String answerOf(OpenAPI whole, String path) {
        return whole.getPaths().get(path).getGet().getResponses().get("200").getContent().get("application/json").getSchema()
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

    private final OpenAPI whole = new OpenApiIndex()
            .add("ticket", document("/api/v1/tickets", "list", "Page", TICKETS), path -> path.startsWith("/api/v1/tickets"))
            .add("knowledge", document("/api/v1/articles", "list", "Page", ARTICLES), path -> path.startsWith("/api/v1/articles"))
            .add("eol", document("/internal", "secret", "Link", ARTICLES), path -> path.startsWith("/api/v1/eol"))
            .without(List.of("sla"));

    @Test
    void a_name_that_two_services_use_for_two_things_gets_the_service_s_name_in_front_and_so_does_what_mentions_it() {
        assertThat(answerOf(whole, "/api/v1/tickets")).isEqualTo("#/components/schemas/Page");
        assertThat(answerOf(whole, "/api/v1/articles")).isEqualTo("#/components/schemas/KnowledgePage");
        var page = whole.getComponents().getSchemas().get("KnowledgePage");
        assertThat(Json31.mapper().valueToTree(page).at("/properties/items/items/$ref").asText())
                .isEqualTo("#/components/schemas/KnowledgeItem");
        assertThat(Json31.mapper().valueToTree(whole.getComponents().getSchemas().get("KnowledgeItem")).at("/properties")
                .has("slug")).isTrue();
    }

    @Test
    void the_same_thing_stands_there_once() {
        assertThat(whole.getComponents().getSchemas().keySet()).contains("Link").doesNotContain("KnowledgeLink");
    }

    @Test
    void operations_are_told_apart_and_grouped_by_service() {
        var list = whole.getPaths().get("/api/v1/articles").getGet();
        assertThat(list.getOperationId()).isEqualTo("knowledgeList");
        assertThat(list.getTags()).containsExactly("knowledge");
    }

    @Test
    void what_cannot_be_called_here_is_not_shown() {
        assertThat(whole.getPaths().keySet()).containsExactlyInAnyOrder("/api/v1/tickets", "/api/v1/articles");
        assertThat(whole.getServers()).extracting("url").containsExactly("/");
    }

    @Test
    void a_service_that_is_away_is_named() {
        assertThat(whole.getExtensions()).containsEntry("x-unavailable", List.of("sla"));
    }
}
