package io.amparo.testkit.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.local.backend.EmbeddedBroker;
import io.amparo.local.backend.EmbeddedStore;
import io.amparo.testkit.TestIdentity;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;

/** What each probe of a service answers while its store or the broker is unavailable. */
class ProbesIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    /** An orchestrator must wait this long for a probe. */
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(5);

    @TempDir
    Path dir;
    private String address;

    @Test
    @SuppressWarnings("try") // closing the broker is what the test is about
    void readiness_needs_the_store_and_liveness_nothing_and_health_everything() throws Exception {
        var store = EmbeddedStore.start(null, 0);
        int storePort = URI.create(store.uri()).getPort();
        try (var broker = EmbeddedBroker.start(dir, 0);
                var service = new SpringApplicationBuilder(ConsumingService.class).run("--MONGODB_URI=" + store.uri(),
                        "--KAFKA_BROKERS=" + broker.brokers(), "--OIDC_ISSUER=" + TestIdentity.get().issuer(),
                        "--amparo.database=probes")) {
            address = "http://localhost:" + ((WebServerApplicationContext) service).getWebServer().getPort();
            awaitProbes(200, 200, 200);

            store.close();
            awaitProbes(200, 503, 503);

            store = EmbeddedStore.start(null, storePort);
            awaitProbes(200, 200, 200);

            broker.close();
            awaitProbes(200, 200, 503);
        } finally {
            store.close();
        }
    }

    private void awaitProbes(int liveness, int readiness, int health) {
        await().atMost(TIMEOUT).untilAsserted(() -> {
            assertThat(status("/health")).as("health").isEqualTo(health);
            assertThat(status("/health/readiness")).as("readiness").isEqualTo(readiness);
            assertThat(status("/health/liveness")).as("liveness").isEqualTo(liveness);
        });
    }

    private int status(String probe) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create(address + "/actuator" + probe)).timeout(PROBE_TIMEOUT).build(),
                    BodyHandlers.discarding()).statusCode();
        }
    }
}
