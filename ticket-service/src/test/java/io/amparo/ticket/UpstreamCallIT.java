package io.amparo.ticket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.amparo.platform.store.TraceContext;
import io.amparo.testkit.ServiceTest;
import io.amparo.ticket.entitlement.Entitlement;
import io.amparo.ticket.entitlement.EntitlementClient;
import io.amparo.ticket.sla.SlaClient;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The guarantees of a synchronous call to another service: time limit, circuit breaker, fallback, forwarded headers, trace. */
@ServiceTest
@ExtendWith(OutputCaptureExtension.class)
class UpstreamCallIT {
    private static final String TOKEN = "token-of-the-caller";
    private static final HttpHandler GRANTED = exchange -> respond(exchange, 200, """
            {"decision": "GRANTED", "addedLater": {"nested": true}, "contact": {"id": "acme-b", "name": "B",
            "language": "es", "addedLater": 1}, "customer": {"id": "acme", "name": "Acme Telecom"}}""");
    private static final Queue<Headers> REQUESTS = new ConcurrentLinkedQueue<>();
    private static volatile HttpHandler handler = GRANTED;

    @Autowired
    EntitlementClient entitlement;
    @Autowired
    SlaClient sla;
    @Autowired
    CircuitBreakerRegistry breakers;
    @Autowired
    ObservationRegistry observations;
    @Autowired
    TraceContext traceContext;

    @DynamicPropertySource
    static void upstreams(DynamicPropertyRegistry registry) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/api/v1/entitlement-decisions", exchange -> {
            REQUESTS.add(exchange.getRequestHeaders());
            handler.handle(exchange);
        });
        server.start();
        registry.add("ENTITLEMENT_URL", () -> "http://localhost:" + server.getAddress().getPort());
        try (var unused = new ServerSocket(0)) {
            var closedPort = unused.getLocalPort();
            registry.add("SLA_URL", () -> "http://localhost:" + closedPort);
        }
    }

    private static void respond(HttpExchange exchange, int status, String json) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, json.length());
        try (var body = exchange.getResponseBody()) {
            body.write(json.getBytes(UTF_8));
        }
    }

    @BeforeEach
    void log_in() {
        var jwt = Jwt.withTokenValue(TOKEN).header("alg", "none").subject("bruno").build();
        SecurityContextHolder.getContext().setAuthentication(new JwtAuthenticationToken(jwt));
        LocaleContextHolder.setLocale(Locale.of("es"));
        breakers.getAllCircuitBreakers().forEach(CircuitBreaker::reset);
        handler = GRANTED;
        REQUESTS.clear();
    }

    @AfterEach
    void log_out() {
        SecurityContextHolder.clearContext();
        LocaleContextHolder.resetLocaleContext();
    }

    private Entitlement decide() {
        return entitlement.decide("ticket-1", "b@acme.example", "INCIDENT", "opmon-9", "9.2", null);
    }

    @Test
    void unknown_fields_of_the_response_are_ignored() {
        assertThat(decide()).isInstanceOf(Entitlement.Granted.class);
    }

    @Test
    void token_and_language_of_the_caller_are_forwarded() {
        decide();

        assertThat(REQUESTS.element().getFirst("Authorization")).isEqualTo("Bearer " + TOKEN);
        assertThat(REQUESTS.element().getFirst("Accept-Language")).isEqualTo("es");
    }

    @Test
    void the_request_belongs_to_the_trace_of_the_caller() {
        var traceId = Observation.createNotStarted("caller", observations).observe(() -> {
            decide();
            return traceContext.traceId();
        });

        assertThat(traceId).isNotNull();
        assertThat(REQUESTS.element().getFirst("traceparent")).startsWith("00-" + traceId + "-");
    }

    @Test
    void a_4xx_is_not_counted_as_a_failure() {
        handler = exchange -> respond(exchange, 404, "{}");

        for (int i = 0; i < 20; i++) assertThat(decide()).isInstanceOf(Entitlement.Unknown.class);

        assertThat(breakers.circuitBreaker("entitlement").getMetrics().getNumberOfFailedCalls()).isZero();

        handler = GRANTED;
        assertThat(decide()).isInstanceOf(Entitlement.Granted.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503})
    void a_5xx_is_answered_by_the_fallback_and_logged(int status, CapturedOutput output) {
        handler = exchange -> respond(exchange, status, "{}");

        assertThat(decide()).isInstanceOf(Entitlement.Unknown.class);
        assertFallbackIsLogged(output, "entitlement");
        assertThat(breakers.circuitBreaker("entitlement").getMetrics().getNumberOfFailedCalls()).isOne();
    }

    @Test
    void a_refused_connection_is_answered_by_the_fallback_and_logged(CapturedOutput output) {
        assertThat(sla.quote("acme", "INCIDENT", "P1", "opmon-9", Instant.EPOCH, null)).isEmpty();

        assertFallbackIsLogged(output, "sla");
        assertThat(breakers.circuitBreaker("sla").getMetrics().getNumberOfFailedCalls()).isOne();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_slow_response_is_given_up_after_two_seconds_and_logged(boolean bodyBegins, CapturedOutput output) {
        var finished = new CountDownLatch(1);
        handler = exchange -> respondSlowly(exchange, bodyBegins, finished);
        var start = System.nanoTime();

        assertThat(decide()).isInstanceOf(Entitlement.Unknown.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(1_900), Duration.ofSeconds(5));
        finished.countDown();
        assertFallbackIsLogged(output, "entitlement");
        assertThat(breakers.circuitBreaker("entitlement").getMetrics().getNumberOfFailedCalls()).isOne();
    }

    /** Sends nothing, or a byte of the body every 100 ms, so that no single read times out; ends after 10 s. */
    private static void respondSlowly(HttpExchange exchange, boolean bodyBegins, CountDownLatch finished) throws IOException {
        try (exchange) {
            if (bodyBegins) exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 100 && !finished.await(100, TimeUnit.MILLISECONDS); i++) {
                if (!bodyBegins) continue;
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void an_open_breaker_is_answered_by_the_fallback_without_a_request(CapturedOutput output) {
        handler = exchange -> respond(exchange, 503, "{}");
        for (int i = 0; i < 10; i++) decide();
        handler = GRANTED;
        REQUESTS.clear();

        assertThat(decide()).isInstanceOf(Entitlement.Unknown.class);
        assertThat(REQUESTS).isEmpty();
        assertThat(output).contains("CallNotPermittedException");
    }

    private static void assertFallbackIsLogged(CapturedOutput output, String upstream) {
        assertThat(output.getAll().lines()).anyMatch(
                line -> line.contains(" WARN ") && line.contains("Call to " + upstream) && line.contains("using the fallback"));
    }
}
