package io.amparo.gateway.route;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import io.amparo.gateway.GatewayTest;
import io.amparo.gateway.StubServices;
import io.amparo.testkit.Persona;
import io.amparo.testkit.TestIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Limits of event streams, and of responses that try to last as long. */
@GatewayTest
@Timeout(60)
class StreamLimitIT {
    private static final String BOARD = "/api/v1/sla/board/stream";

    @Autowired
    StubServices stubs;
    @LocalServerPort
    int port;

    private HttpClient http;
    private CountDownLatch released;

    @BeforeEach
    void streamHeartbeats() {
        http = HttpClient.newHttpClient();
        released = new CountDownLatch(1);
        stubs.reset();
        stubs.of("sla").respondUsing(exchange -> beat(exchange, "text/event-stream", ":\n\n"));
    }

    @AfterEach
    void release() {
        released.countDown();
        http.shutdownNow();
        stubs.reset();
    }

    private void beat(HttpExchange exchange, String type, String heartbeat) throws IOException {
        var ended = released;
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, 0);
        try {
            do {
                exchange.getResponseBody().write(heartbeat.getBytes(UTF_8));
                exchange.getResponseBody().flush();
            } while (!ended.await(50, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<InputStream> open(String path, String token) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Bearer " + token).header("Accept", "text/event-stream").build();
        return http.send(request, BodyHandlers.ofInputStream());
    }

    private HttpResponse<InputStream> open(Persona person) throws IOException, InterruptedException {
        return open(BOARD, TestIdentity.get().token(person));
    }

    @Test
    void a_stream_ends_when_its_token_expires() throws Exception {
        var stream = open(BOARD, TestIdentity.get().tokenExpiringIn(Persona.GISELE, Duration.ofSeconds(4)));

        assertThat(new String(stream.body().readAllBytes(), UTF_8)).startsWith(":\n\n")
                .endsWith(": the token has expired; connect with a new one\n\n");
    }

    @Test
    void a_stream_is_not_opened_with_an_expired_token() throws Exception {
        // Token validation tolerates a clock difference of a minute.
        var justExpired = TestIdentity.get().tokenExpiringIn(Persona.GISELE, Duration.ofSeconds(-5));

        assertThat(open(BOARD, justExpired).statusCode()).isEqualTo(401);
        assertThat(open("/api/v1/tickets", justExpired).statusCode()).isEqualTo(200);
    }

    @Test
    void a_sixth_stream_of_a_person_ends_the_oldest_of_that_person() throws Exception {
        var other = open(Persona.IARA);
        var streams = new ArrayList<HttpResponse<InputStream>>();
        for (int i = 0; i < 6; i++) streams.add(open(Persona.FABIO));
        streams.add(open("/api/v1/sla/board/%73tream", TestIdentity.get().token(Persona.FABIO)));
        assertThat(streams).allMatch(stream -> stream.statusCode() == 200);

        for (var oldest : streams.subList(0, 2))
            assertThat(new String(oldest.body().readAllBytes(), UTF_8)).startsWith(":\n\n")
                    .endsWith(": a newer stream of this person has replaced this one\n\n");
        streams.add(other);
        for (var open : streams.subList(2, 8)) for (int i = 0; i < 100; i++) assertThat(open.body().read()).isNotNegative();
    }

    @Test
    void streams_whose_callers_have_gone_lock_nobody_out() throws Exception {
        var ended = released;
        stubs.of("sla").respondUsing(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(":\n\n".getBytes(UTF_8));
            exchange.getResponseBody().flush();
            await().atMost(Duration.ofMinutes(1)).until(() -> ended.getCount() == 0);
        });
        for (int i = 0; i < 5; i++) open(Persona.FABIO).body().close();
        for (int i = 0; i < 5; i++) assertThat(open(Persona.FABIO).statusCode()).isEqualTo(200);
    }

    @Test
    void a_refused_stream_ends_no_other() throws Exception {
        var streams = new ArrayList<HttpResponse<InputStream>>();
        for (int i = 0; i < 5; i++) streams.add(open(Persona.FABIO));
        stubs.of("sla").respondWith(403, "application/problem+json", "{}");

        for (int i = 0; i < 7; i++) assertThat(open(Persona.FABIO).statusCode()).isEqualTo(403);

        for (var open : streams) for (int i = 0; i < 100; i++) assertThat(open.body().read()).isNotNegative();
    }

    @Test
    void a_refused_stream_occupies_no_place() throws Exception {
        stubs.of("sla").respondWith(403, "application/problem+json", "{}");
        for (int i = 0; i < 7; i++) assertThat(open(Persona.BRUNO).statusCode()).isEqualTo(403);
    }

    @Test
    void a_stream_without_heartbeats_is_closed() throws Exception {
        var closed = new CountDownLatch(1);
        stubs.of("sla").respondUsing(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(":\n\ndata: half".getBytes(UTF_8));
            exchange.getResponseBody().flush();
            await().atMost(Duration.ofMinutes(1)).until(() -> closed.getCount() == 0);
        });
        try {
            var text = new String(open(Persona.GISELE).body().readAllBytes(), UTF_8);
            assertThat(text).endsWith("half");
        } finally {
            closed.countDown();
        }
    }

    @Test
    void accepting_event_streams_does_not_change_the_limit_of_another_route() throws Exception {
        var ended = released;
        stubs.of("ticket").respondUsing(exchange -> await().atMost(Duration.ofMinutes(1)).until(() -> ended.getCount() == 0));
        assertThat(open("/api/v1/tickets", TestIdentity.get().token(Persona.BRUNO)).statusCode()).isEqualTo(504);
    }

    @Test
    void another_route_cannot_stream_for_ever() throws Exception {
        for (var type : new String[]{"text/event-stream", "application/json"}) {
            stubs.of("ticket").respondUsing(exchange -> beat(exchange, type, "x".repeat(20_000)));
            var response = open("/api/v1/tickets", TestIdentity.get().token(Persona.BRUNO));
            assertThatThrownBy(() -> response.body().readAllBytes()).isInstanceOf(IOException.class);
        }
    }
}
