package io.amparo.gateway.access;

import static io.amparo.testkit.ApiClients.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.gateway.GatewayTest;
import io.amparo.gateway.RawConnection;
import io.amparo.gateway.StubServices;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.TestIdentity;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** Each test has an address of its own, so that it does not use the tokens of another test. */
@GatewayTest
@TestPropertySource(properties = {"amparo.gateway.rate-limit.per-second=1", "amparo.gateway.rate-limit.burst=5"})
class RateLimitIT {
    @Autowired
    ApiClients api;
    @Autowired
    StubServices stubs;
    @LocalServerPort
    int port;

    @Test
    void a_caller_over_the_limit_gets_429_and_other_callers_pass() {
        stubs.reset();
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
        assertThat(statuses("127.0.0.2", "/api/v1/me", "")).contains(401, 429);
        assertThat(statuses("127.0.0.2", "/actuator/health/liveness", "")).containsOnly(200);
        assertThat(statuses("127.0.0.3", "/api/v1/me", "")).contains(401);
    }

    @Test
    void an_invalid_token_does_not_evade_the_limit_by_address() {
        assertThat(statuses("127.0.0.4", "/api/v1/me", "Authorization: Bearer opaque\r\n")).contains(401, 429);
        var forged = TestIdentity.get().tokenWithInvalidSignature(Persona.IARA);
        assertThat(statuses("127.0.0.5", "/api/v1/me", "Authorization: Bearer " + forged + "\r\n")).contains(401, 429);
        assertThat(statuses("127.0.0.6", "/actuator/prometheus", "Authorization: Basic eDp5\r\n")).contains(401, 429);
    }

    @Test
    void a_valid_token_does_not_use_the_budget_of_its_address() {
        for (var person : List.of(Persona.CARLA, Persona.DAVI, Persona.FABIO, Persona.GISELE, Persona.HEITOR)) {
            var token = "Authorization: Bearer " + TestIdentity.get().token(person) + "\r\n";
            for (int i = 0; i < 4; i++) assertThat(request("127.0.0.7", "/api/v1/me", token)).isEqualTo(200);
        }
        assertThat(request("127.0.0.7", "/api/v1/me", "")).isEqualTo(401);
    }

    private List<Integer> statuses(String address, String path, String header) {
        return IntStream.range(0, 12).mapToObj(_ -> request(address, path, header)).toList();
    }

    private int request(String address, String path, String header) {
        try (var connection = new RawConnection(address, port)) {
            connection.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n");
            return Awaitility.await().until(connection::status, status -> status > 0);
        }
    }
}
