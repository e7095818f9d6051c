package io.amparo.gateway.route;

import static io.amparo.testkit.ApiClients.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.amparo.gateway.GatewayTest;
import io.amparo.gateway.StubServices;
import io.amparo.platform.web.UnavailableScope;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.TestIdentity;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@GatewayTest
class BreakerIT {
    @Autowired
    ApiClients api;
    @Autowired
    StubServices stubs;
    @Autowired
    CircuitBreakerRegistry breakers;
    @LocalServerPort
    int port;

    @BeforeEach
    @AfterEach
    void resetStubsAndBreakers() {
        stubs.reset();
        breakers.getAllCircuitBreakers().forEach(each -> each.reset());
    }

    @Test
    void an_unavailable_service_gets_503_until_it_recovers() {
        var sla = stubs.of("sla");
        var spanish = api.as(Persona.GISELE).mutate().defaultHeader("Accept-Language", "es").build();

        sla.stop();
        try {
            spanish.get().uri("/api/v1/sla/board").exchange().expectStatus().isEqualTo(503).expectHeader().exists("Retry-After")
                    .expectHeader().valueEquals("Content-Type", "application/problem+json").expectBody().jsonPath("$.code")
                    .isEqualTo("unavailable").jsonPath("$.title")
                    .value(String.class, title -> assertThat(title).startsWith("El servicio"));

            IntStream.range(0, 10).forEach(_ -> spanish.get().uri("/api/v1/sla/board").exchange().expectStatus().isEqualTo(503));
            assertThat(breakers.circuitBreaker("sla").getState()).isNotEqualTo(State.CLOSED);
            // Another service stays available.
            api.as(Persona.BRUNO).get().uri("/api/v1/tickets").exchange().expectStatus().isOk();
        } finally {
            sla.start();
        }

        await().atMost(Duration.ofSeconds(10)).until(() -> status(spanish.get().uri("/api/v1/sla/board").exchange()) == 200);
        await().atMost(Duration.ofSeconds(10)).until(() -> status(spanish.get().uri("/api/v1/sla/board").exchange()) == 200
                && breakers.circuitBreaker("sla").getState() == State.CLOSED);
    }

    @Test
    void error_statuses_of_a_service_do_not_open_the_breaker() {
        for (int status : new int[]{400, 404, 409, 422, 500, 502}) {
            stubs.of("eol").respondWith(status, "application/problem+json", "{\"status\":" + status + "}");
            IntStream.range(0, 10).forEach(
                    _ -> api.as(Persona.HEITOR).get().uri("/api/v1/products").exchange().expectStatus().isEqualTo(status));
        }

        assertThat(breakers.circuitBreaker("eol").getState()).isEqualTo(State.CLOSED);
    }

    @Test
    void a_503_of_a_service_is_passed_on_and_opens_the_breaker() {
        stubs.of("eol").respondWith(503, "application/problem+json", "{\"code\":\"own-words\"}", "Retry-After", "7");
        api.as(Persona.HEITOR).get().uri("/api/v1/products").exchange().expectHeader().valueEquals("Retry-After", "7")
                .expectBody().jsonPath("$.code").isEqualTo("own-words");

        IntStream.range(0, 9).forEach(_ -> api.as(Persona.HEITOR).get().uri("/api/v1/products").exchange());
        assertThat(stubs.of("eol").requests()).hasSizeLessThan(10);
    }

    @Test
    void a_503_of_one_document_is_passed_on_and_does_not_open_the_breaker() {
        stubs.of("ticket").respondWith(503, "application/problem+json", "{\"code\":\"unavailable\"}", "Retry-After", "10",
                UnavailableScope.HEADER, UnavailableScope.DOCUMENT);

        IntStream.range(0, 20).forEach(_ -> api.as(Persona.BRUNO).get().uri("/api/v1/tickets").exchange().expectStatus()
                .isEqualTo(503).expectHeader().valueEquals("Retry-After", "10"));

        assertThat(stubs.of("ticket").requests()).hasSize(20);
        assertThat(breakers.circuitBreaker("ticket").getState()).isEqualTo(State.CLOSED);
    }

    @Test
    void a_request_is_never_retried() {
        stubs.of("ticket").respondUsing(exchange -> exchange.close());
        api.as(Persona.BRUNO).post().uri("/api/v1/tickets").body(Map.of()).exchange().expectStatus().isEqualTo(503);
        assertThat(stubs.of("ticket").requests()).hasSize(1);
    }

    @Test
    void a_service_that_exceeds_the_timeout_gets_504() {
        var released = new CountDownLatch(1);
        stubs.of("ticket").respondUsing(exchange -> await().until(() -> released.getCount() == 0));

        var late = api.as(Persona.BRUNO).post().uri("/api/v1/tickets").body(Map.of()).exchange();
        released.countDown();

        late.expectStatus().isEqualTo(504).expectBody().jsonPath("$.code").isEqualTo("unavailable");
        assertThat(stubs.of("ticket").requests()).hasSize(1);
    }

    @Test
    void a_truncated_response_breaks_the_connection() {
        stubs.of("knowledge").respondUsing(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(("{\"items\":[" + "1,".repeat(100_000)).getBytes(UTF_8));
            exchange.getResponseBody().flush();
            throw new IOException("the service dies");
        });

        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/articles"))
                .header("Authorization", "Bearer " + TestIdentity.get().token(Persona.BRUNO)).build();

        try (var http = HttpClient.newHttpClient()) {
            assertThatThrownBy(() -> http.send(request, BodyHandlers.ofString())).isInstanceOf(IOException.class);
        }
    }
}
