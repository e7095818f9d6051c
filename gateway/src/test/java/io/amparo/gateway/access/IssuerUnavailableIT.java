package io.amparo.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.gateway.GatewayTest;
import io.amparo.gateway.StubServices;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

@GatewayTest
@TestPropertySource(properties = "spring.security.oauth2.resourceserver.jwt.issuer-uri=http://localhost:1")
class IssuerUnavailableIT {
    @Autowired
    ApiClients api;
    @Autowired
    StubServices stubs;

    @Test
    void a_token_that_cannot_be_verified_gets_503() {
        api.as(Persona.BRUNO).get().uri("/api/v1/tickets").exchange().expectStatus().isEqualTo(503).expectHeader()
                .valueEquals("Retry-After", "5").expectBody().jsonPath("$.code").isEqualTo("unavailable");
        assertThat(stubs.of("ticket").requests()).isEmpty();

        // A public path without a token needs no issuer.
        api.anonymous().get().uri("/api/v1/feeds/eol.ics").exchange().expectStatus().isOk();
    }
}
