package io.amparo.gateway.route;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.amparo.gateway.GatewayTest;
import io.amparo.gateway.StubServices;
import io.amparo.testkit.Api;
import io.amparo.testkit.Persona;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@GatewayTest
class BreakerIT {
    @Autowired
    Api api;
    @Autowired
    StubServices stubs;
    @Autowired
    CircuitBreakerRegistry breakers;

    @BeforeEach
    @AfterEach
    void resetStubsAndBreakers() {
        stubs.reset();
        breakers.getAllCircuitBreakers().forEach(each -> each.reset());
    }

    @Test
    void an_unavailable_service_gets_503_until_it_recovers() {
        var sla = stubs.of("sla");
        var spanish = api.as(Persona.GISELE).with("Accept-Language", "es");
        sla.stop();
        try {
            var unavailable = spanish.get("/api/v1/sla/board");
            assertThat(unavailable.status()).isEqualTo(503);
            assertThat(unavailable.body().path("code").asString()).isEqualTo("unavailable");
            assertThat(unavailable.body().path("title").asString()).startsWith("El servicio");
            assertThat(unavailable.headers().firstValue("Retry-After")).isPresent();
            assertThat(unavailable.headers().firstValue("Content-Type")).contains("application/problem+json");

            IntStream.range(0, 10).forEach(_ -> assertThat(spanish.get("/api/v1/sla/board").status()).isEqualTo(503));
            assertThat(breakers.circuitBreaker("sla").getState()).isNotEqualTo(State.CLOSED);
            assertThat(api.as(Persona.BRUNO).get("/api/v1/tickets").status()).as("other service").isEqualTo(200);
        } finally {
            sla.start();
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> spanish.get("/api/v1/sla/board").status() == 200);
        await().atMost(Duration.ofSeconds(10)).until(() -> spanish.get("/api/v1/sla/board").status() == 200
                && breakers.circuitBreaker("sla").getState() == State.CLOSED);
    }

    @Test
    void error_statuses_of_a_service_do_not_open_the_breaker() {
        for (int status : new int[]{400, 404, 409, 422, 500, 502}) {
            stubs.of("eol").respondWith(status, "application/problem+json", "{\"status\":" + status + "}");
            IntStream.range(0, 10)
                    .forEach(_ -> assertThat(api.as(Persona.HEITOR).get("/api/v1/products").status()).isEqualTo(status));
        }
        assertThat(breakers.circuitBreaker("eol").getState()).isEqualTo(State.CLOSED);
    }

    @Test
    void a_503_of_a_service_is_passed_on_and_opens_the_breaker() {
        stubs.of("eol").respondWith(503, "application/problem+json", "{\"code\":\"own-words\"}", "Retry-After", "7");
        var first = api.as(Persona.HEITOR).get("/api/v1/products");
        assertThat(first.body().path("code").asString()).isEqualTo("own-words");
        assertThat(first.headers().firstValue("Retry-After")).contains("7");

        IntStream.range(0, 9).forEach(_ -> api.as(Persona.HEITOR).get("/api/v1/products"));
        assertThat(stubs.of("eol").requests()).hasSizeLessThan(10);
    }

    @Test
    void a_request_is_never_retried() {
        stubs.of("ticket").respondUsing(exchange -> exchange.close());
        assertThat(api.as(Persona.BRUNO).post("/api/v1/tickets", "{}").status()).isEqualTo(503);
        assertThat(stubs.of("ticket").requests()).hasSize(1);
    }

    @Test
    void a_service_that_exceeds_the_timeout_gets_504() {
        var released = new CountDownLatch(1);
        stubs.of("ticket").respondUsing(exchange -> await().until(() -> released.getCount() == 0));
        var late = api.as(Persona.BRUNO).post("/api/v1/tickets", "{}");
        released.countDown();
        assertThat(late.status()).isEqualTo(504);
        assertThat(late.body().path("code").asString()).isEqualTo("unavailable");
        assertThat(stubs.of("ticket").requests()).hasSize(1);
    }

    @Test
    void a_truncated_response_breaks_the_connection() {
        stubs.of("knowledge").respondUsing(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(("{\"items\":[" + "1,".repeat(100_000)).getBytes(UTF_8));
            exchange.getResponseBody().flush();
            throw new java.io.IOException("the service dies");
        });
        assertThatThrownBy(() -> api.as(Persona.BRUNO).get("/api/v1/articles")).isInstanceOf(UncheckedIOException.class);
    }
}
