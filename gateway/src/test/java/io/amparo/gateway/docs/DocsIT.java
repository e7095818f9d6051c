package io.amparo.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.gateway.GatewayTest;
import io.amparo.gateway.StubService;
import io.amparo.gateway.Stubs;
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
    Stubs stubs;

    @BeforeEach
    void every_service_describes_one_path() {
        stubs.of("ticket").answersWith(200, "application/json", describing("/api/v1/tickets"));
        stubs.of("sla").answersWith(200, "application/json", describing("/api/v1/sla/board"));
        stubs.of("knowledge").answersWith(500, "application/json", "{}");
        stubs.of("notification").answersWith(200, "application/json", "no JSON");
    }

    @AfterEach
    void forget() {
        stubs.all().values().forEach(StubService::forget);
    }

    private static String describing(String path) {
        return "{\"openapi\":\"3.1.0\",\"paths\":{\"%s\":{\"get\":{\"operationId\":\"get\",\"responses\":{}}}}}".formatted(path);
    }

    @Test
    void the_documents_of_all_services_are_one() {
        var document = api.get("/openapi");
        assertThat(document.status()).isEqualTo(200);
        assertThat(document.body().path("openapi").asString()).startsWith("3.1");
        assertThat(document.body().path("paths").propertyNames()).containsExactlyInAnyOrder("/api/v1/tickets",
                "/api/v1/sla/board");
        assertThat(document.body().at("/components/securitySchemes/bearer/scheme").asString()).isEqualTo("bearer");
        assertThat(api.get("/openapi.yaml").text()).startsWith("openapi: 3.1").contains("/api/v1/sla/board:");
    }

    @Test
    void services_that_give_none_are_left_out_and_named() {
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
    void the_page_runs_no_script_but_its_own() {
        var page = api.get("/docs");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'", "script-src 'self';"));
        for (var asset : new String[]{"swagger-ui/swagger-ui.css", "swagger-ui/swagger-ui-bundle.js", "docs.js", "amparo.svg"}) {
            assertThat(page.text()).contains("/assets/" + asset);
            assertThat(api.get("/assets/" + asset).status()).as(asset).isEqualTo(200);
        }
    }

    @Test
    void the_contract_of_the_events_is_served() {
        var contract = api.get("/asyncapi.yaml");
        assertThat(contract.status()).isEqualTo(200);
        assertThat(contract.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/yaml"));
        assertThat(contract.text()).startsWith("asyncapi: 3");
    }
}
