package io.amparo.gateway.docs;

import static io.amparo.testkit.ApiClients.json;
import static io.amparo.testkit.ApiClients.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.gateway.GatewayTest;
import io.amparo.gateway.StubService;
import io.amparo.gateway.StubServices;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.OpenApiDocument;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

@GatewayTest
class DocsIT {
    @Autowired
    ApiClients api;
    @Autowired
    StubServices stubs;

    @BeforeEach
    void stub_documents() {
        stubs.of("ticket").respondWith(200, "application/json", document("ticket-service"));
        stubs.of("sla").respondWith(200, "application/json", document("sla-service"));
        stubs.of("entitlement").respondWith(200, "application/json", document("entitlement-service"));
        stubs.of("eol").respondWith(200, "application/json", document("eol-service"));
        stubs.of("knowledge").respondWith(500, "application/json", "{}");
        stubs.of("notification").respondWith(200, "application/json", "no JSON");
    }

    @AfterEach
    void resetStubs() {
        stubs.all().values().forEach(StubService::reset);
    }

    private static String document(String service) {
        return OpenApiDocument.of(service).text();
    }

    @Test
    void the_documents_of_all_services_are_merged() {
        var document = json(api.anonymous().get().uri("/openapi").exchange().expectStatus().isOk());

        assertThat(document.path("openapi").asString()).startsWith("3.1");
        assertThat(document.path("paths").propertyNames()).contains("/api/v1/tickets", "/api/v1/sla/board");
        assertThat(document.at("/components/securitySchemes/openIdConnect/type").asString()).isEqualTo("openIdConnect");
        assertThat(document.path("components").propertyNames()).contains("schemas", "responses", "parameters", "headers");
        assertThat(document.at("/paths/~1api~1v1~1tickets/post/operationId").asString()).isEqualTo("openTicket");
        assertThat(text(api.anonymous().get().uri("/openapi.yaml").exchange())).startsWith("openapi: 3.1")
                .contains("/api/v1/sla/board:");
    }

    @Test
    void services_without_a_document_are_listed_as_unavailable() {
        stubs.of("sla").stop();
        try {
            var document = json(api.anonymous().get().uri("/openapi").exchange());

            assertThat(document.path("paths").propertyNames()).contains("/api/v1/tickets").doesNotContain("/api/v1/sla/board");
            assertThat(document.path("x-unavailable").valueStream().map(name -> name.asString())).containsExactly("sla",
                    "knowledge", "notification");
        } finally {
            stubs.of("sla").start();
        }

        assertThat(json(api.anonymous().get().uri("/openapi").exchange()).path("paths").propertyNames())
                .contains("/api/v1/sla/board");
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
                .value(text -> assertThat(text).startsWith("asyncapi: 3"));
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
    @ValueSource(strings = {"/asyncapi.yaml", "/schemas/io.amparo.ticket.TicketOpened.v1.schema.json"})
    void an_unchanged_event_contract_is_answered_with_304(String path) {
        var first = api.anonymous().get().uri(path).exchange().expectStatus().isOk().expectHeader()
                .valueEquals("Cache-Control", "max-age=300, public").expectHeader().doesNotExist("Pragma")
                .expectBody(String.class).returnResult();
        var etag = Objects.requireNonNull(first.getResponseHeaders().getETag());

        assertThat(etag).startsWith("\"");
        api.anonymous().get().uri(path).header("If-None-Match", etag).exchange().expectStatus().isNotModified().expectHeader()
                .valueEquals("ETag", etag).expectHeader().valueEquals("Cache-Control", "max-age=300, public").expectBody()
                .isEmpty();
        api.anonymous().get().uri(path).header("If-None-Match", "\"another\"").exchange().expectStatus().isOk();
    }
}
