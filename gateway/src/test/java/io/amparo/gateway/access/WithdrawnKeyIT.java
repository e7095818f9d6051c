package io.amparo.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.gateway.GatewayTest;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.TestIdentity;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** The gateway with an issuer of its own, which changes its key and goes away. */
@GatewayTest
@DirtiesContext
@TestPropertySource(properties = {"amparo.signing-keys.refresh=500ms", "amparo.signing-keys.recheck=300ms",
        "amparo.signing-keys.min-fetch-interval=100ms", "amparo.signing-keys.keep-during-outage=4s"})
class WithdrawnKeyIT {
    private static final TestIdentity ISSUER = TestIdentity.start();
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    @Autowired
    ApiClients api;

    @DynamicPropertySource
    static void issuer(DynamicPropertyRegistry properties) {
        properties.add("spring.security.oauth2.resourceserver.jwt.issuer-uri", ISSUER::issuer);
    }

    @AfterAll
    static void stop() {
        ISSUER.stop();
    }

    @Test
    void a_withdrawn_key_ends_its_tokens_and_a_short_outage_ends_none() {
        var withdrawn = ISSUER.token(Persona.BRUNO);
        assertThat(status(withdrawn)).isEqualTo(200);

        ISSUER.rotateKey();
        // No token has the new key yet: only their age makes the gateway read the keys again.
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(status(withdrawn)).isEqualTo(401));
        var current = ISSUER.token(Persona.BRUNO);
        assertThat(status(current)).isEqualTo(200);

        ISSUER.stop();
        await().during(Duration.ofMillis(1500)).atMost(TIMEOUT).untilAsserted(() -> assertThat(status(current)).isEqualTo(200));
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(status(current)).isEqualTo(503));
    }

    private int status(String token) {
        return api.withToken(token).get().uri("/api/v1/tickets").exchange().returnResult().getStatus().value();
    }
}
