package io.amparo.gateway.docs;

import static io.amparo.testkit.ApiClients.json;
import static io.amparo.testkit.ApiClients.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.gateway.GatewayTest;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.TestIdentity;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@GatewayTest
class DocsIT {
    @Autowired
    ApiClients api;

    @Test
    void the_documents_of_all_services_are_merged() {
        var document = json(api.anonymous().get().uri("/openapi").exchange().expectStatus().isOk());

        assertThat(document.path("openapi").asString()).startsWith("3.1");
        assertThat(document.path("paths").propertyNames()).contains("/api/v1/tickets", "/api/v1/sla/board", "/api/v1/me",
                "/api/v1/articles", "/api/v1/notifications", "/api/v1/products");
        assertThat(document.at("/components/securitySchemes/openIdConnect/openIdConnectUrl").asString())
                .startsWith(TestIdentity.get().issuer());
        assertThat(document.path("components").propertyNames()).contains("schemas", "responses", "parameters", "headers");
        assertThat(document.at("/paths/~1api~1v1~1tickets/post/operationId").asString()).isEqualTo("openTicket");
    }

    @Test
    void the_yaml_document_has_the_same_content() {
        var yaml = text(api.anonymous().get().uri("/openapi.yaml").exchange().expectStatus().isOk());

        assertThat(yaml).startsWith("openapi: 3.1");
        JsonNode content = new JsonMapper().valueToTree(new Yaml().<Map<String, Object>>load(yaml));
        assertThat(content).isEqualTo(json(api.anonymous().get().uri("/openapi").exchange()));
    }

    @Test
    void the_page_allows_only_scripts_of_its_origin() {
        var page = text(api.anonymous().get().uri("/docs").exchange().expectHeader().value("Content-Security-Policy",
                policy -> assertThat(policy).contains("default-src 'none'", "script-src 'self';")));

        for (var asset : new String[]{"swagger-ui/swagger-ui.css", "swagger-ui/swagger-ui-bundle.js", "docs.js", "amparo.svg"}) {
            assertThat(page).contains("/assets/" + asset);
            api.anonymous().get().uri("/assets/" + asset).exchange().expectStatus().isOk();
        }
    }

    @Test
    void the_async_api_document_is_served() {
        api.anonymous().get().uri("/asyncapi.yaml").exchange().expectStatus().isOk().expectHeader()
                .contentTypeCompatibleWith("application/yaml").expectBody(String.class)
                .value(text -> assertThat(text).startsWith("asyncapi: \"3.0.0\""));
    }

    @Test
    void every_event_schema_is_served() throws IOException {
        var schemas = new PathMatchingResourcePatternResolver().getResources("classpath:contracts/schemas/*.schema.json");
        assertThat(schemas).isNotEmpty();
        for (var schema : schemas)
            api.anonymous().get().uri("/schemas/" + schema.getFilename()).exchange().expectStatus().isOk().expectHeader()
                    .contentType("application/schema+json").expectBody().json(schema.getContentAsString(UTF_8));

        for (var unknown : List.of("io.amparo.ticket.TicketPainted.v1.schema.json", "asyncapi.yaml", ".schema.json"))
            api.anonymous().get().uri("/schemas/" + unknown).exchange().expectStatus().isNotFound();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/openapi", "/openapi.yaml", "/asyncapi.yaml",
            "/schemas/io.amparo.ticket.TicketOpened.v1.schema.json", "/assets/swagger-ui/swagger-ui.css", "/assets/board.js",
            "/assets/amparo.css"})
    void a_file_is_compressed_and_cached_by_its_content(String path) {
        var whole = api.anonymous().get().uri(path).exchange().expectStatus().isOk().expectHeader()
                .value("Cache-Control", control -> assertThat(control).matches("max-age=\\d+, public")).expectHeader()
                .doesNotExist("Last-Modified").expectBody(byte[].class).returnResult();
        var etag = whole.getResponseHeaders().getETag();

        api.anonymous().get().uri(path).header("If-None-Match", etag).exchange().expectStatus().isNotModified().expectHeader()
                .valueEquals("ETag", etag);
        api.anonymous().get().uri(path).header("If-None-Match", "W/\"0\"").exchange().expectStatus().isOk();
        var compressed = api.anonymous().get().uri(path).header("Accept-Encoding", "gzip").exchange().expectHeader()
                .valueEquals("Content-Encoding", "gzip").expectBody(byte[].class).returnResult().getResponseBody();
        assertThat(compressed).hasSizeLessThan(whole.getResponseBody().length / 2);
    }
}
