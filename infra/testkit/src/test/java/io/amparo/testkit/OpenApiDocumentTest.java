package io.amparo.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenApiDocumentTest {
    private static final String QUOTES = "/api/v1/sla/quotes";
    private static final OpenApiDocument SLA = OpenApiDocument.of("sla-service");

    @Test
    void exchange_that_follows_the_document_is_accepted() {
        assertThatCode(() -> {
            SLA.checkRequest("POST", QUOTES, "{\"kind\":\"INCIDENT\",\"priority\":\"P1\"}");
            SLA.checkResponse("POST", QUOTES, 200, "{\"plan\":\"a\",\"objectives\":[{\"metric\":\"RESOLUTION\"}]}");
        }).doesNotThrowAnyException();
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
}
