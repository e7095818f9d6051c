package io.amparo.gateway.route;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.amparo.gateway.GatewayTest;
import io.amparo.gateway.Stubs;
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
    Stubs stubs;
    @Autowired
    CircuitBreakerRegistry breakers;

    @BeforeEach
    @AfterEach
    void all_is_well() {
        stubs.forget();
        breakers.getAllCircuitBreakers().forEach(each -> each.reset());
    }

    @Test
    void a_service_that_is_away_is_told_at_once_and_is_found_again_by_itself() {
        var sla = stubs.of("sla");
        var spanish = api.as(Persona.GISELE).with("Accept-Language", "es");
        sla.stop();
        try {
            var away = spanish.get("/api/v1/sla/board");
            assertThat(away.status()).isEqualTo(503);
            assertThat(away.body().path("code").asString()).isEqualTo("unavailable");
            assertThat(away.body().path("title").asString()).startsWith("El servicio");
            assertThat(away.headers().firstValue("Retry-After")).isPresent();
            assertThat(away.headers().firstValue("Content-Type")).contains("application/problem+json");

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
    void refusals_and_errors_of_a_service_are_answers() {
        for (int status : new int[]{400, 404, 409, 422, 500, 502}) {
            stubs.of("eol").answersWith(status, "application/problem+json", "{\"status\":" + status + "}");
            IntStream.range(0, 10)
                    .forEach(_ -> assertThat(api.as(Persona.HEITOR).get("/api/v1/products").status()).isEqualTo(status));
        }
        assertThat(breakers.circuitBreaker("eol").getState()).isEqualTo(State.CLOSED);
    }

    @Test
    void a_service_that_says_it_cannot_is_left_alone_for_a_while() {
        stubs.of("eol").answersWith(503, "application/problem+json", "{\"code\":\"own-words\"}", "Retry-After", "7");
        var first = api.as(Persona.HEITOR).get("/api/v1/products");
        assertThat(first.body().path("code").asString()).isEqualTo("own-words");
        assertThat(first.headers().firstValue("Retry-After")).contains("7");

        IntStream.range(0, 9).forEach(_ -> api.as(Persona.HEITOR).get("/api/v1/products"));
        assertThat(stubs.of("eol").asked()).hasSizeLessThan(10);
    }

    @Test
    void a_wish_is_never_said_twice() {
        stubs.of("ticket").answers(exchange -> exchange.close());
        assertThat(api.as(Persona.BRUNO).post("/api/v1/tickets", "{}").status()).isEqualTo(503);
        assertThat(stubs.of("ticket").asked()).hasSize(1);
    }

    @Test
    void a_service_that_takes_too_long_is_not_waited_for() {
        var over = new CountDownLatch(1);
        stubs.of("ticket").answers(exchange -> await().until(() -> over.getCount() == 0));
        var late = api.as(Persona.BRUNO).post("/api/v1/tickets", "{}");
        over.countDown();
        assertThat(late.status()).isEqualTo(504);
        assertThat(late.body().path("code").asString()).isEqualTo("unavailable");
        assertThat(stubs.of("ticket").asked()).hasSize(1);
    }

    @Test
    void half_an_answer_is_never_taken_for_a_whole_one() {
        stubs.of("knowledge").answers(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(("{\"items\":[" + "1,".repeat(100_000)).getBytes(UTF_8));
            exchange.getResponseBody().flush();
            throw new java.io.IOException("the service dies");
        });
        assertThatThrownBy(() -> api.as(Persona.BRUNO).get("/api/v1/articles")).isInstanceOf(UncheckedIOException.class);
    }
}
