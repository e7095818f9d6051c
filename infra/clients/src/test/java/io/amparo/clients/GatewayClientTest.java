package io.amparo.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatewayClientTest {
    private static final String TICKET = "{\"number\":\"T-1\",\"status\":\"OPEN\"}";

    private final List<String> signIns = new CopyOnWriteArrayList<>();
    private final List<Headers> requests = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private GatewayClient gateway;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/oauth2/authorize", exchange -> {
            signIns.add(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/callback?code=c");
            respond(exchange, 302, "");
        });
        server.createContext("/oauth2/token", exchange -> respond(exchange, 200, "{\"access_token\":\"token-of-bruno\"}"));
        server.createContext("/api/v1/tickets", exchange -> {
            requests.add(exchange.getRequestHeaders());
            exchange.getResponseHeaders().add("ETag", "\"7\"");
            respond(exchange, 201, TICKET);
        });
        server.start();
        var url = "http://localhost:" + server.getAddress().getPort();
        gateway = new GatewayClient(url, new TokenClient(url));
    }

    @AfterEach
    void stop() {
        gateway.close();
        server.stop(0);
    }

    private static void respond(HttpExchange exchange, int status, String json) throws IOException {
        var body = json.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }

    @Test
    void a_person_signs_in_once_and_each_request_carries_the_token() {
        gateway.get(People.BRUNO, "/tickets/T-1");
        gateway.get(People.BRUNO, "/tickets/T-1");

        assertThat(signIns).hasSize(1);
        assertThat(requests).hasSize(2).allMatch(headers -> "Bearer token-of-bruno".equals(headers.getFirst("Authorization")));
    }

    @Test
    void a_post_has_a_new_idempotency_key_unless_the_caller_gives_one() {
        gateway.post(People.BRUNO, "/tickets", Map.of());
        gateway.post(People.BRUNO, "/tickets", Map.of());
        gateway.post(People.BRUNO, "/tickets", Map.of(), Map.of("Idempotency-Key", "k"));

        assertThat(requests).extracting(headers -> headers.getFirst("Idempotency-Key")).doesNotHaveDuplicates()
                .doesNotContainNull().last().isEqualTo("k");
    }

    @Test
    void a_response_has_status_etag_and_body() {
        var response = gateway.put(People.BRUNO, "/tickets/T-1", "\"6\"", Map.of()).expectStatus(201);

        assertThat(requests.getFirst().getFirst("If-Match")).isEqualTo("\"6\"");
        assertThat(response.etag()).isEqualTo("\"7\"");
        assertThat(response.text("/number")).isEqualTo("T-1");
        assertThat(response.text("/missing")).isEmpty();
    }

    @Test
    void an_unexpected_status_is_reported_with_the_body() {
        var response = gateway.get(People.BRUNO, "/tickets/T-1");

        assertThatThrownBy(() -> response.expectStatus(200)).isInstanceOf(ClientException.class)
                .hasMessage("Status 201 instead of 200: " + TICKET);
    }

    @Test
    void a_stopped_gateway_is_an_io_error() {
        gateway.token(People.BRUNO);
        server.stop(0);

        assertThatThrownBy(gateway::health).isInstanceOf(UncheckedIOException.class).hasMessageContaining("No response from");
    }
}
