package io.amparo.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.gateway.GatewayTest;
import io.amparo.gateway.StubServices;
import io.amparo.testkit.Api;
import io.amparo.testkit.Persona;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

@GatewayTest
@TestPropertySource(properties = "spring.security.oauth2.resourceserver.jwt.issuer-uri=http://localhost:1")
class IssuerUnavailableIT {
    @Autowired
    Api api;
    @Autowired
    StubServices stubs;

    @Test
    void a_token_that_cannot_be_verified_gets_503() {
        var answer = api.as(Persona.BRUNO).get("/api/v1/tickets");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body().path("code").asString()).isEqualTo("unavailable");
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");
        assertThat(stubs.of("ticket").requests()).isEmpty();

        assertThat(api.get("/api/v1/feeds/eol.ics").status()).as("public path without a token").isEqualTo(200);
    }
}
