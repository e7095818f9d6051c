package io.amparo.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.gateway.GatewayTest;
import io.amparo.gateway.StubServices;
import io.amparo.testkit.Api;
import io.amparo.testkit.Persona;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

@GatewayTest
@TestPropertySource(properties = {"amparo.gateway.rate-limit.per-second=1", "amparo.gateway.rate-limit.burst=5"})
class RateLimitIT {
    @Autowired
    Api api;
    @Autowired
    StubServices stubs;

    @Test
    void a_caller_over_the_limit_gets_429_and_other_callers_pass() {
        var answers = IntStream.range(0, 12).mapToObj(_ -> api.as(Persona.BRUNO).get("/api/v1/me")).toList();
        var refused = answers.stream().filter(answer -> answer.status() == 429).toList();

        assertThat(answers.getFirst().status()).isEqualTo(200);
        assertThat(answers.getFirst().headers().firstValue("RateLimit-Policy")).contains("\"caller\";q=5;w=5");
        assertThat(answers.getFirst().headers().firstValue("RateLimit")).contains("\"caller\";r=4;t=1");
        assertThat(refused).hasSizeGreaterThanOrEqualTo(3);
        var last = refused.getLast();
        assertThat(last.body().path("code").asString()).isEqualTo("too-many-requests");
        assertThat(last.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(last.headers().firstValue("Retry-After")).contains("1");
        assertThat(last.headers().firstValue("RateLimit")).contains("\"caller\";r=0;t=1");
        assertThat(stubs.of("entitlement").requests()).hasSize(12 - refused.size());

        assertThat(api.as(Persona.ANA).get("/api/v1/me").status()).isEqualTo(200);
    }

    @Test
    void requests_without_a_token_are_limited_by_address_except_health() {
        var statuses = IntStream.range(0, 12).mapToObj(_ -> api.get("/api/v1/me").status()).toList();
        assertThat(statuses).contains(401, 429);
        assertThat(IntStream.range(0, 12).mapToObj(_ -> api.get("/actuator/health/liveness").status())).containsOnly(200);
    }
}
