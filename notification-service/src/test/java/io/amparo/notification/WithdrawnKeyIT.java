package io.amparo.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.platform.security.ContactLookup;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import io.amparo.testkit.TestCustomers;
import io.amparo.testkit.TestIdentity;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A service whose issuer withdraws its key, and the stream that a contact reads meanwhile. */
@ServiceTest({"SMTP_URL=smtp://localhost:1", "amparo.signing-keys.refresh=500ms", "amparo.signing-keys.recheck=300ms",
        "amparo.signing-keys.min-fetch-interval=100ms"})
@DirtiesContext
class WithdrawnKeyIT {
    private static final TestIdentity ISSUER = TestIdentity.start();
    /** Longer than the heartbeat of a stream, at which it checks its token. */
    private static final Duration TIMEOUT = Duration.ofSeconds(40);
    private static final String INBOX = "/api/v1/notifications";

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    ContactLookup contacts;
    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void issuer(DynamicPropertyRegistry properties) {
        properties.add("spring.security.oauth2.resourceserver.jwt.issuer-uri", ISSUER::issuer);
    }

    @AfterAll
    static void stop() {
        ISSUER.stop();
    }

    @Test
    void a_withdrawn_key_ends_its_tokens_and_their_streams() {
        kafka.publish("acme", 1, TestCustomers.acme());
        await().atMost(TIMEOUT).until(() -> contacts.findByEmail(Persona.BRUNO.email()).isPresent());
        var token = ISSUER.token(Persona.BRUNO);
        assertThat(status(token)).isEqualTo(200);
        try (var http = HttpClient.newHttpClient()) {
            var stream = http
                    .sendAsync(HttpRequest.newBuilder(URI.create("http://localhost:" + port + INBOX + "/stream"))
                            .header("Authorization", "Bearer " + token).build(), BodyHandlers.ofString())
                    .thenApply(HttpResponse::body);

            ISSUER.rotateKey();

            await().atMost(TIMEOUT).untilAsserted(() -> assertThat(status(token)).isEqualTo(401));
            await().atMost(TIMEOUT).untilAsserted(
                    () -> assertThat(stream).isCompletedWithValueMatching(text -> text.startsWith(":amparo updates")));
            http.shutdownNow();
        }
    }

    private int status(String token) {
        return api.withToken(token).get().uri(INBOX).exchange().returnResult().getStatus().value();
    }
}
