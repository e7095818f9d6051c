package io.amparo.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OpenApiDocumentTest {
    private static final String QUOTES = "/api/v1/sla/quotes";
    private static final String QUOTE = """
            {"plan":"a","planVersion":1,"calendar":"24x7","zone":"UTC","tzdata":"2026c","pauseRules":[],"objectives":[]}""";
    private static final OpenApiDocument SLA = OpenApiDocument.of("sla-service");

    @Test
    void exchange_that_follows_the_document_is_accepted() {
        assertThatCode(() -> {
            SLA.checkRequest("POST", QUOTES, "{\"kind\":\"INCIDENT\",\"priority\":\"P1\"}");
            SLA.checkResponse("POST", QUOTES, 200, QUOTE);
        }).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan", "planVersion", "calendar", "zone", "tzdata", "pauseRules", "objectives"})
    void response_without_a_required_field_is_refused(String field) {
        assertThatThrownBy(() -> SLA.checkResponse("POST", QUOTES, 200, QUOTE.replace("\"" + field + "\":", "\"other\":")))
                .isInstanceOf(AssertionError.class).hasMessageContaining(field);
    }

    @Test
    void stub_that_leaves_out_a_required_field_answers_500_and_records_it() throws Exception {
        var stub = HttpStub.ofService("sla-service").respondTo(QUOTES, _ -> Map.of("plan", "a", "objectives", List.of()));
        var request = HttpRequest.newBuilder(URI.create(stub.url() + QUOTES))
                .POST(BodyPublishers.ofString("{\"kind\":\"INCIDENT\",\"priority\":\"P1\"}")).build();
        try (var http = HttpClient.newHttpClient()) {
            assertThat(http.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(500);
        }
        assertThat(stub.violations()).singleElement().asString().contains("tzdata");
    }

    @Test
    void request_without_a_required_field_is_refused() {
        assertThatThrownBy(() -> SLA.checkRequest("POST", QUOTES, "{\"kind\":\"INCIDENT\"}")).isInstanceOf(AssertionError.class)
                .hasMessageContaining("priority");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"plan\":1}", "{\"plans\":\"a\"}", "{\"objectives\":{}}", "{\"objectives\":[{\"due\":\"x\"}]}",
            "[]"})
    void response_with_another_shape_is_refused(String body) {
        assertThatThrownBy(() -> SLA.checkResponse("POST", QUOTES, 200, body)).isInstanceOf(AssertionError.class)
                .hasMessageContaining("sla-service");
    }

    @Test
    void request_with_an_unknown_field_is_refused() {
        assertThatThrownBy(() -> SLA.checkRequest("POST", QUOTES, "{\"sort\":\"INCIDENT\"}")).isInstanceOf(AssertionError.class);
    }

    @Test
    void operation_that_the_service_does_not_have_is_refused() {
        assertThatThrownBy(() -> SLA.checkRequest("POST", "/api/v1/sla/quote", "{}")).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> SLA.checkResponse("GET", QUOTES, 200, "{}")).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> SLA.checkResponse("POST", QUOTES, 201, "{}")).isInstanceOf(AssertionError.class);
    }

    @Test
    void operation_ids_are_unique_over_all_services() {
        var ids = new ArrayList<String>();
        for (var service : List.of("ticket", "entitlement", "sla", "knowledge", "notification", "eol"))
            OpenApiRules.operations(OpenApiDocument.of(service + "-service").read(),
                    (_, operation) -> ids.add(operation.path("operationId").asString()));
        assertThat(ids).hasSizeGreaterThan(50).doesNotHaveDuplicates();
    }

    @Test
    void schema_of_one_name_is_the_same_in_all_services() {
        var schemas = new HashMap<String, JsonNode>();
        for (var service : List.of("ticket", "entitlement", "sla", "knowledge", "notification", "eol"))
            OpenApiDocument.of(service + "-service").read().at("/components/schemas")
                    .forEachEntry((name, schema) -> assertThat(schemas.putIfAbsent(name, schema)).as(name).isIn(null, schema));
    }

    @Test
    void document_that_says_too_little_is_reported() {
        var document = JsonMapper.shared().readTree("""
                {"paths": {"/a/{id}": {"get": {"operationId": "list_1", "parameters": [{"name": "cursor"}], "responses": {"200":
                {"content": {"*/*": {"schema": {"type": "string", "enum": ["A"]}}}}}}}}}""");

        assertThat(OpenApiRules.violations(document)).contains("GET /a/{id} has no verb form as its id",
                "GET /a/{id} has no summary", "GET /a/{id} has no roles", "GET /a/{id} has no media type",
                "GET /a/{id} does not describe 404", "GET /a/{id} does not describe 503",
                "GET /a/{id} does not describe the order of its list", "GET /a/{id} repeats the enum [\"A\"]");
    }
}
