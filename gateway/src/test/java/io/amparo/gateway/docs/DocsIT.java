package io.amparo.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.gateway.GatewayTest;
import io.amparo.gateway.StubService;
import io.amparo.gateway.StubServices;
import io.amparo.testkit.Api;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@GatewayTest
class DocsIT {
    @Autowired
    Api api;
    @Autowired
    StubServices stubs;

    @BeforeEach
    void stub_documents() {
        stubs.of("ticket").respondWith(200, "application/json", documentWithPath("/api/v1/tickets"));
        stubs.of("sla").respondWith(200, "application/json", documentWithPath("/api/v1/sla/board"));
        stubs.of("knowledge").respondWith(500, "application/json", "{}");
        stubs.of("notification").respondWith(200, "application/json", "no JSON");
    }

    @AfterEach
    void resetStubs() {
        stubs.all().values().forEach(StubService::reset);
    }

    private static String documentWithPath(String path) {
        return "{\"openapi\":\"3.1.0\",\"paths\":{\"%s\":{\"get\":{\"operationId\":\"get\",\"responses\":{}}}}}".formatted(path);
    }

    @Test
    void the_documents_of_all_services_are_merged() {
        var document = api.get("/openapi");
        assertThat(document.status()).isEqualTo(200);
        assertThat(document.body().path("openapi").asString()).startsWith("3.1");
        assertThat(document.body().path("paths").propertyNames()).containsExactlyInAnyOrder("/api/v1/tickets",
                "/api/v1/sla/board");
        assertThat(document.body().at("/components/securitySchemes/bearer/scheme").asString()).isEqualTo("bearer");
        assertThat(api.get("/openapi.yaml").text()).startsWith("openapi: 3.1").contains("/api/v1/sla/board:");
    }

    @Test
    void services_without_a_document_are_listed_as_unavailable() {
        stubs.of("sla").stop();
        try {
            var document = api.get("/openapi").body();
            assertThat(document.path("paths").propertyNames()).containsExactly("/api/v1/tickets");
            assertThat(document.path("x-unavailable").valueStream().map(name -> name.asString())).containsExactly("sla",
                    "knowledge", "notification");
        } finally {
            stubs.of("sla").start();
        }
        assertThat(api.get("/openapi").body().path("paths").propertyNames()).contains("/api/v1/sla/board");
    }

    @Test
    void the_page_allows_only_scripts_of_its_origin() {
        var page = api.get("/docs");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'", "script-src 'self';"));
        for (var asset : new String[]{"swagger-ui/swagger-ui.css", "swagger-ui/swagger-ui-bundle.js", "docs.js", "amparo.svg"}) {
            assertThat(page.text()).contains("/assets/" + asset);
            assertThat(api.get("/assets/" + asset).status()).as(asset).isEqualTo(200);
        }
    }

    @Test
    void the_async_api_document_is_served() {
        var contract = api.get("/asyncapi.yaml");
        assertThat(contract.status()).isEqualTo(200);
        assertThat(contract.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/yaml"));
        assertThat(contract.text()).startsWith("asyncapi: 3");
    }
}
