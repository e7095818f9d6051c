package io.amparo.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.gateway.GatewayTest;
import io.amparo.gateway.StubServices;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

@GatewayTest
class CompressionIT {
    private static final String LONG = "an answer ".repeat(1000);

    @Autowired
    ApiClients api;
    @Autowired
    StubServices stubs;

    @AfterEach
    void reset_stub() {
        stubs.of("ticket").reset();
    }

    private ResponseSpec get() {
        return api.as(Persona.BRUNO).get().uri("/api/v1/tickets").header("Accept-Encoding", "gzip").exchange();
    }

    @Test
    void a_long_answer_of_a_service_is_compressed() {
        stubs.of("ticket").respondWith(404, "application/problem+json", LONG);

        var body = get().expectStatus().isNotFound().expectHeader().valueEquals("Content-Encoding", "gzip")
                .expectBody(byte[].class).returnResult().getResponseBody();

        assertThat(body).hasSizeLessThan(LONG.length() / 10);
    }

    @Test
    void a_strong_etag_stays_strong() {
        stubs.of("ticket").respondWith(404, "application/problem+json", LONG, "ETag", "\"7\"");

        get().expectHeader().valueEquals("ETag", "\"7\"").expectHeader().doesNotExist("Content-Encoding");
    }
}
