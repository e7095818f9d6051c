package io.amparo.gateway.route;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.gateway.GatewayTest;
import io.amparo.gateway.StubServices;
import io.amparo.testkit.Persona;
import io.amparo.testkit.TestIdentity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@GatewayTest
class EventStreamIT {
    @Autowired
    StubServices stubs;
    @LocalServerPort
    int port;

    private final LinkedBlockingQueue<String> eventsToSend = new LinkedBlockingQueue<>();
    private final AtomicInteger heartbeats = new AtomicInteger();
    private final CountDownLatch connectionClosed = new CountDownLatch(1);

    @Test
    void events_are_streamed_and_a_disconnect_reaches_the_service() throws Exception {
        stubs.of("sla").respondUsing(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            try {
                while (true) {
                    var event = eventsToSend.poll(50, TimeUnit.MILLISECONDS);
                    exchange.getResponseBody().write((event == null ? ":\n\n" : "data: " + event + "\n\n").getBytes(UTF_8));
                    exchange.getResponseBody().flush();
                    heartbeats.incrementAndGet();
                }
            } catch (IOException | InterruptedException disconnected) {
                connectionClosed.countDown();
            }
        });

        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/sla/board/stream"))
                .header("Authorization", "Bearer " + TestIdentity.get().token(Persona.GISELE))
                .header("Accept", "text/event-stream").header("Last-Event-ID", "7").build();

        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(request, BodyHandlers.ofInputStream());
            assertThat(answer.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
            var lines = new BufferedReader(new InputStreamReader(answer.body(), UTF_8));

            eventsToSend.add("first");
            assertThat(nextEvent(lines)).isEqualTo("data: first");
            // 65 heartbeats of 50 ms exceed the answer timeout of 3 s.
            await().atMost(Duration.ofMinutes(1)).until(() -> heartbeats.get() > 65);
            eventsToSend.add("second");
            assertThat(nextEvent(lines)).isEqualTo("data: second");
            assertThat(stubs.of("sla").requests().getFirst().header("Last-Event-ID")).isEqualTo("7");

            answer.body().close();
            assertThat(connectionClosed.await(10, TimeUnit.SECONDS)).as("the service notices that the caller has disconnected")
                    .isTrue();
        }
    }

    @AfterEach
    void respondAsUsual() {
        stubs.reset();
    }

    private static String nextEvent(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        while (!line.startsWith("data:"))
            line = lines.readLine();
        return line;
    }
}
