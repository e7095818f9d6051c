package io.amparo.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.gateway.GatewayTest;
import io.amparo.gateway.StubServices;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** Calls of pages on origins of their own, with the headers that a browser sends (Fetch standard, CORS protocol). */
@GatewayTest
@TestPropertySource(properties = {"amparo.gateway.cors.allowed-origins=http://localhost:[*], https://support.acme.example",
        "amparo.gateway.rate-limit.per-second=1", "amparo.gateway.rate-limit.burst=5"})
class CorsIT {
    private static final String PAGE = "http://localhost:5173";
    private static final String STRANGER = "https://evil.example";

    @Autowired
    ApiClients api;
    @Autowired
    StubServices stubs;

    @BeforeEach
    void reset() {
        stubs.reset();
    }

    private ResponseSpec preflight(String origin, String method, String headers) {
        return api.anonymous().method(HttpMethod.OPTIONS).uri("/api/v1/tickets/T-1").header("Origin", origin)
                .header("Access-Control-Request-Method", method).header("Access-Control-Request-Headers", headers).exchange();
    }

    private static ResponseSpec get(RestTestClient client, String path, String origin) {
        return client.get().uri(path).header("Origin", origin).exchange();
    }

    private static List<String> exposed(ResponseSpec response) {
        var headers = response.returnResult(String.class).getResponseHeaders();
        return headers.getOrEmpty("Access-Control-Expose-Headers").stream().flatMap(each -> Arrays.stream(each.split(", ?")))
                .toList();
    }

    @Test
    void preflight_of_an_allowed_origin_needs_no_token_and_has_no_rate_limit() {
        for (int i : IntStream.range(0, 30).toArray()) {
            preflight(i % 2 == 0 ? PAGE : "https://support.acme.example", "PATCH",
                    "authorization,content-type,idempotency-key,if-match,if-none-match,last-event-id,traceparent").expectStatus()
                    .isOk().expectHeader()
                    .valueEquals("Access-Control-Allow-Origin", i % 2 == 0 ? PAGE : "https://support.acme.example").expectHeader()
                    .doesNotExist("Access-Control-Allow-Credentials").expectHeader()
                    .valueEquals("Access-Control-Max-Age", "3600");
        }
        assertThat(stubs.of("ticket").requests()).isEmpty();
    }

    @Test
    void preflight_of_another_origin_method_or_header_is_refused() {
        preflight(STRANGER, "GET", "authorization").expectStatus().isForbidden().expectHeader()
                .doesNotExist("Access-Control-Allow-Origin");
        preflight("http://localhost.evil.example", "GET", "authorization").expectStatus().isForbidden();
        preflight(PAGE, "TRACE", "authorization").expectStatus().isForbidden();
        preflight(PAGE, "GET", "cookie").expectStatus().isForbidden();
    }

    @Test
    void page_reads_response_headers() {
        stubs.of("ticket").respondWith(200, "text/plain", "a ticket", "ETag", "\"1\"", "Vary", "Accept-Language");

        var response = get(api.as(Persona.ANA), "/api/v1/tickets/T-1", PAGE);

        response.expectStatus().isOk().expectHeader().valueEquals("Access-Control-Allow-Origin", PAGE).expectHeader()
                .valueEquals("ETag", "\"1\"");
        var result = response.returnResult(String.class).getResponseHeaders();
        assertThat(result.getVary()).contains("Origin", "Accept-Language");
        assertThat(exposed(response)).contains("ETag", "Location", "Retry-After", "RateLimit", "RateLimit-Policy", "Link");
    }

    @Test
    void page_reads_errors_of_token_limit_path_and_service() {
        get(api.anonymous(), "/api/v1/tickets", PAGE).expectStatus().isUnauthorized().expectHeader()
                .valueEquals("Access-Control-Allow-Origin", PAGE);
        get(api.as(Persona.BRUNO), "/api/v1/nothing", PAGE).expectStatus().isNotFound().expectHeader()
                .valueEquals("Access-Control-Allow-Origin", PAGE);
        stubs.of("ticket").respondUsing(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
            exchange.close();
        });
        get(api.as(Persona.BRUNO), "/api/v1/tickets", PAGE).expectStatus().isEqualTo(503).expectHeader()
                .valueEquals("Access-Control-Allow-Origin", PAGE);
        stubs.reset();
        var refused = IntStream.range(0, 12).mapToObj(_ -> get(api.as(Persona.CARLA), "/api/v1/tickets", PAGE))
                .filter(response -> response.returnResult(String.class).getStatus().value() == 429).toList();
        assertThat(refused).isNotEmpty();
        refused.getFirst().expectHeader().valueEquals("Access-Control-Allow-Origin", PAGE);
    }

    @Test
    void page_reads_an_event_stream() {
        stubs.of("sla").respondWith(200, "text/event-stream", "data: 1\n\n");

        get(api.as(Persona.GISELE), "/api/v1/sla/board/stream", PAGE).expectStatus().isOk().expectHeader()
                .valueEquals("Access-Control-Allow-Origin", PAGE);
    }

    @Test
    void request_of_another_origin_is_processed_but_its_page_cannot_read_it() {
        get(api.as(Persona.HEITOR), "/api/v1/tickets", STRANGER).expectStatus().isOk().expectHeader()
                .doesNotExist("Access-Control-Allow-Origin");
    }
}
