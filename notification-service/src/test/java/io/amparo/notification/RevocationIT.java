package io.amparo.notification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.local.backend.EmbeddedBroker;
import io.amparo.local.backend.FreePort;
import io.amparo.platform.security.ContactLookup;
import io.amparo.testkit.Backends;
import io.amparo.testkit.HttpStub;
import io.amparo.testkit.Persona;
import io.amparo.testkit.TestCustomers;
import io.amparo.testkit.TestIdentity;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;

/** A live stream of a removed contact ends although the broker is away. */
class RevocationIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @TempDir
    Path dir;
    private final int port = FreePort.next();
    private @Nullable EmbeddedBroker restarted;
    private final HttpClient http = HttpClient.newHttpClient();
    private volatile List<Map<String, Object>> companies = List
            .of(Map.of("id", "acme", "name", "Acme Telecom", "own", true, "administrator", false));

    @AfterEach
    void stopBroker() {
        if (restarted != null) restarted.close();
    }

    @Test
    @Tag("R5.4")
    @Timeout(180)
    @SuppressWarnings("try") // closing the broker is what the test is about
    void a_stream_ends_without_the_broker_when_its_reader_is_removed() throws Exception {
        var entitlement = HttpStub.ofService("entitlement-service").respondTo("/api/v1/me/companies",
                _ -> Map.of("person", Persona.BRUNO.id(), "companies", companies));
        try (var broker = EmbeddedBroker.start(dir, port);
                var service = new SpringApplicationBuilder(NotificationServiceApplication.class).run("--server.port=0",
                        "--MONGODB_URI=" + Backends.get().mongoUri(), "--KAFKA_BROKERS=" + broker.brokers(),
                        "--OIDC_ISSUER=" + TestIdentity.get().issuer(), "--SMTP_URL=smtp://localhost:1",
                        "--amparo.database=" + Backends.uniqueName("revocation"), "--amparo.access.url=" + entitlement.url(),
                        "--amparo.access.check=400ms", "--amparo.access.confirmed=2s", "--amparo.access.cache=500ms",
                        "--logging.level.org.apache.kafka=error")) {
            var stream = "http://localhost:" + ((WebServerApplicationContext) service).getWebServer().getPort()
                    + "/api/v1/notifications/stream";
            try (var kafka = new EventClient(broker.brokers(), "")) {
                kafka.publish("acme", 1, TestCustomers.acme());
            }
            await().atMost(TIMEOUT)
                    .until(() -> service.getBean(ContactLookup.class).findByEmail(Persona.BRUNO.email()).isPresent());
            await().atMost(TIMEOUT).until(() -> open(stream + "?for=PT0S").statusCode() == 200);
            broker.close();
            var opened = open(stream);
            assertThat(opened.statusCode()).isEqualTo(200);

            companies = List.of();

            assertThat(new String(opened.body().readAllBytes(), UTF_8)).startsWith(":amparo updates");
            assertThat(open(stream + "?for=PT0S").statusCode()).as("for the own inbox").isEqualTo(200);
            assertThat(entitlement.violations()).isEmpty();
            // With a broker the service ends at once; without it, its clients wait.
            restarted = EmbeddedBroker.start(dir, port);
        }
    }

    private HttpResponse<InputStream> open(String stream) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(stream))
                .header("Authorization", "Bearer " + TestIdentity.get().token(Persona.BRUNO)).build();
        return http.send(request, BodyHandlers.ofInputStream());
    }
}
