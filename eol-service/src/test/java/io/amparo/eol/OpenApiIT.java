package io.amparo.eol;

import io.amparo.testkit.AnsweredExample;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.OpenApiDocument;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ServiceTest(value = "amparo.demo=true", name = "SecurityMatrixIT")
class OpenApiIT {
    @Autowired
    ApiClients api;

    @Test
    void published_openapi_equals_the_committed_file() {
        OpenApiDocument.of("eol-service").checkPublishedBy(api);
    }

    @Test
    void example_of_a_product_is_what_the_service_answers() {
        AnsweredExample.check("ProductResponse", api.as(Persona.BRUNO).get().uri("/api/v1/products/opmon-9"));
    }
}
