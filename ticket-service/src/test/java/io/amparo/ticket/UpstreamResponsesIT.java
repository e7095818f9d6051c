package io.amparo.ticket;

import static io.amparo.testkit.ApiClients.json;
import static io.amparo.ticket.TicketFixture.TICKETS;
import static io.amparo.ticket.TicketFixture.incident;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** What the caller gets for each answer of entitlement-service and of sla-service: never a 500. */
@TicketServiceTest
class UpstreamResponsesIT {
    private static final String PROBLEM = """
            {"type": "https://amparo.example/problems/some-code", "title": "Title of the other service", "code": "some-code",
            "detail": "Its detail", "status": %d, "traceId": "of-the-other-service", "errors": [{"field": "version",
            "code": "too-long", "message": "is too long"}, {"field": "email", "code": "not-known", "message": "is unknown"}]}""";
    private static CountDownLatch finished = new CountDownLatch(1);

    @Autowired
    ApiClients api;
    @Autowired
    TicketFixture fixture;
    @Autowired
    CircuitBreakerRegistry breakers;

    @BeforeEach
    void close_breakers() {
        breakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
        finished = new CountDownLatch(1);
    }

    @AfterEach
    void reset_stubs() {
        finished.countDown();
        UpstreamStubs.ENTITLEMENT.handleWith(null);
        UpstreamStubs.SLA.handleWith(null);
    }

    private ResponseSpec open() {
        return api.as(Persona.BRUNO).post().uri(TICKETS).body(incident()).exchange();
    }

    private static HttpHandler status(int status, String body) {
        return exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/problem+json");
            exchange.getResponseHeaders().add("Retry-After", "7");
            var bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        };
    }

    private static void slowBody(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
            finished.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Closes the connection after a part of the announced body. */
    private static void cutBody(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 1_000);
        exchange.getResponseBody().write("{\"decision\": \"GRANTED\"".getBytes(UTF_8));
        exchange.getResponseBody().flush();
        exchange.close();
    }

    static Stream<Named<HttpHandler>> failures() {
        return Stream.concat(
                Stream.of(403, 404, 500, 502, 503, 504, 301)
                        .map(status -> Named.of(Integer.toString(status), status(status, PROBLEM.formatted(status)))),
                Stream.of(Named.of("slow body", UpstreamResponsesIT::slowBody),
                        Named.of("cut body", UpstreamResponsesIT::cutBody),
                        Named.of("200 with an empty object", status(200, "{}")),
                        Named.of("200 without a body", status(200, ""))));
    }

    static Stream<Named<HttpHandler>> everyAnswerButAQuote() {
        return Stream.concat(failures(), Stream.of(400, 401, 409, 422, 429)
                .map(status -> Named.of(Integer.toString(status), status(status, PROBLEM.formatted(status)))));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void without_a_decision_the_ticket_is_received(HttpHandler answer) {
        UpstreamStubs.ENTITLEMENT.handleWith(answer);

        var ticket = json(open().expectStatus().isAccepted());

        assertThat(ticket.get("status").asString()).isEqualTo("RECEIVED");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 409, 422})
    void a_rejection_by_entitlement_is_forwarded_with_its_texts(int status) {
        UpstreamStubs.ENTITLEMENT.handleWith(status(status, PROBLEM.formatted(status)));

        var problem = json(open().expectStatus().isEqualTo(status));

        assertThat(problem.get("code").asString()).isEqualTo("some-code");
        assertThat(problem.get("type").asString()).endsWith("/some-code");
        assertThat(problem.get("title").asString()).isEqualTo("Title of the other service");
        assertThat(problem.get("detail").asString()).isEqualTo("Its detail");
        assertThat(problem.get("instance").asString()).isEqualTo(TICKETS);
        assertThat(problem.get("errors").valueStream().map(error -> error.get("field").asString())).containsExactly("version",
                "contact");
        assertThat(problem.get("traceId").asString()).isNotEqualTo("of-the-other-service");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 409, 422})
    void a_rejection_without_a_problem_keeps_its_status(int status) {
        UpstreamStubs.ENTITLEMENT.handleWith(status(status, "<html>"));

        assertThat(json(open().expectStatus().isEqualTo(status)).get("title").asString()).isNotBlank();
    }

    @Test
    void a_token_that_entitlement_rejects_is_401() {
        UpstreamStubs.ENTITLEMENT.handleWith(status(401, ""));

        open().expectStatus().isUnauthorized().expectHeader().valueEquals("WWW-Authenticate", "Bearer").expectBody()
                .jsonPath("$.code").isEqualTo("unauthenticated");
    }

    @Test
    void too_many_requests_to_entitlement_are_503_with_retry_after() {
        UpstreamStubs.ENTITLEMENT.handleWith(status(429, PROBLEM.formatted(429)));

        open().expectStatus().isEqualTo(503).expectHeader().valueEquals("Retry-After", "7").expectBody().jsonPath("$.code")
                .isEqualTo("unavailable");
    }

    @Test
    void a_stranger_without_a_decision_gets_503_with_retry_after() {
        UpstreamStubs.ENTITLEMENT.handleWith(status(503, ""));

        api.as(Persona.DAVI).post().uri(TICKETS).body(incident()).exchange().expectStatus().isEqualTo(503).expectHeader()
                .exists("Retry-After");
    }

    @ParameterizedTest
    @MethodSource("everyAnswerButAQuote")
    void without_a_quote_the_ticket_opens_without_a_promise(HttpHandler answer) {
        UpstreamStubs.SLA.handleWith(answer);

        var ticket = json(open().expectStatus().isCreated());

        assertThat(ticket.get("status").asString()).isEqualTo("OPEN");
        assertThat(ticket.has("sla")).isFalse();
    }

    @Test
    void a_denial_does_not_bind_the_key_but_a_grant_does() {
        var key = UUID.randomUUID().toString();
        var bruno = api.as(Persona.BRUNO).mutate().defaultHeader("Idempotency-Key", key).build();
        UpstreamStubs.ENTITLEMENT.handleWith(status(200, """
                {"decision": "DENIED", "reasons": [{"code": "version-unsupported", "clause": "6.2", "text": "Too old"}]}"""));
        var old = incident();
        old.put("version", "9.0");
        bruno.post().uri(TICKETS).body(old).exchange().expectStatus().isForbidden().expectBody().jsonPath("$.code")
                .isEqualTo("version-unsupported");
        UpstreamStubs.ENTITLEMENT.handleWith(null);

        bruno.post().uri(TICKETS).body(incident()).exchange().expectStatus().isCreated();

        bruno.post().uri(TICKETS).body(old).exchange().expectStatus().isEqualTo(422).expectBody().jsonPath("$.code")
                .isEqualTo("key-reused");
    }
}
