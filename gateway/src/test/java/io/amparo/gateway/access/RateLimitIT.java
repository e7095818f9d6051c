package io.amparo.gateway.access;

import static io.amparo.testkit.ApiClients.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.gateway.GatewayTest;
import io.amparo.gateway.StubServices;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

@GatewayTest
@TestPropertySource(properties = {"amparo.gateway.rate-limit.per-second=1", "amparo.gateway.rate-limit.burst=5"})
class RateLimitIT {
    @Autowired
    ApiClients api;
    @Autowired
    StubServices stubs;

    @Test
    void a_caller_over_the_limit_gets_429_and_other_callers_pass() {
        var answers = IntStream.range(0, 12).mapToObj(_ -> api.as(Persona.BRUNO).get().uri("/api/v1/me").exchange()).toList();
        var refused = answers.stream().filter(answer -> status(answer) == 429).toList();

        answers.getFirst().expectStatus().isOk().expectHeader().valueEquals("RateLimit-Policy", "\"caller\";q=5;w=5")
                .expectHeader().valueEquals("RateLimit", "\"caller\";r=4;t=1");
        assertThat(refused).hasSizeGreaterThanOrEqualTo(3);
        refused.getLast().expectHeader().valueEquals("Content-Type", "application/problem+json").expectHeader()
                .valueEquals("Retry-After", "1").expectHeader().valueEquals("RateLimit", "\"caller\";r=0;t=1").expectBody()
                .jsonPath("$.code").isEqualTo("too-many-requests");
        assertThat(stubs.of("entitlement").requests()).hasSize(12 - refused.size());

        api.as(Persona.ANA).get().uri("/api/v1/me").exchange().expectStatus().isOk();
    }

    @Test
    void requests_without_a_token_are_limited_by_address_except_health() {
        var client = api.anonymous();
        assertThat(IntStream.range(0, 12).map(_ -> status(client.get().uri("/api/v1/me").exchange()))).contains(401, 429);
        for (int i = 0; i < 12; i++) client.get().uri("/actuator/health/liveness").exchange().expectStatus().isOk();
    }
}
