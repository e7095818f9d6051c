package io.amparo.platform.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.Curve;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys of an issuer that a web server plays. */
class SigningKeysTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private HttpServer server;
    private volatile JWKSet published;
    private volatile int reads;
    private volatile int status = 200;
    private volatile String named;
    private volatile String jwksUri;

    @BeforeEach
    void startIssuer() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        named = issuer();
        jwksUri = issuer() + "/jwks";
        server.createContext("/.well-known/openid-configuration", exchange -> {
            var body = "{\"issuer\":\"%s\",\"jwks_uri\":\"%s\"}".formatted(named, jwksUri).getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.createContext("/jwks", exchange -> {
            reads++;
            var body = published.toString().getBytes(UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        publish("first");
    }

    @AfterEach
    void stopIssuer() {
        server.stop(0);
    }

    private String issuer() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private void publish(String... ids) throws Exception {
        published = new JWKSet(List.of(ids).stream().map(SigningKeysTest::key).toList());
    }

    private static JWK key(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate().toPublicJWK();
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private SigningKeys keys(Duration refresh, Duration keepDuringOutage) {
        return new SigningKeys(new IssuerJwkSet(issuer(), null),
                new SigningKeyProperties(refresh, LONG, keepDuringOutage, refresh.dividedBy(5)));
    }

    private static List<String> find(SigningKeys keys, String id) throws KeySourceException {
        return keys.get(new JWKSelector(new JWKMatcher.Builder().keyID(id).build()), null).stream().map(JWK::getKeyID).toList();
    }

    @Test
    void a_withdrawn_key_disappears_although_no_token_names_another_one() throws Exception {
        var keys = keys(Duration.ofMillis(300), LONG);
        assertThat(find(keys, "first")).containsExactly("first");

        publish("second");

        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(find(keys, "first")).isEmpty());
    }

    @Test
    void a_new_key_is_known_at_once() throws Exception {
        var keys = keys(LONG, LONG);
        assertThat(find(keys, "first")).hasSize(1);

        publish("first", "second");

        assertThat(find(keys, "second")).containsExactly("second");
    }

    @Test
    void many_unknown_keys_read_the_keys_twice_and_end_no_sign_in() throws Exception {
        var keys = keys(LONG, LONG);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var unknown : IntStream.range(0, 500).mapToObj(each -> threads.submit(() -> find(keys, "unknown-" + each)))
                    .toList())
                assertThat(unknown.get()).isEmpty();
        }

        assertThat(reads).isBetween(1, 2);
        assertThat(find(keys, "first")).hasSize(1);
    }

    @Test
    void an_outage_keeps_the_last_keys_for_a_limited_time() throws Exception {
        var keys = keys(Duration.ofMillis(100), Duration.ofSeconds(2));
        assertThat(find(keys, "first")).hasSize(1);

        status = 500;
        int before = reads;

        await().atMost(TIMEOUT).untilAsserted(() -> {
            assertThat(find(keys, "first")).hasSize(1);
            assertThat(reads).isGreaterThan(before + 1);
        });
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThatThrownBy(() -> find(keys, "first")).isInstanceOf(KeySourceException.class));

        status = 200;
        await().atMost(TIMEOUT).ignoreExceptions().untilAsserted(() -> assertThat(find(keys, "first")).hasSize(1));
    }

    @Test
    void keys_of_another_issuer_or_over_http_from_elsewhere_are_refused() {
        named = "https://other.example";
        assertThatThrownBy(() -> find(keys(LONG, LONG), "first")).hasMessageContaining("names another issuer");

        named = issuer();
        jwksUri = "http://keys.example/jwks";
        assertThatThrownBy(() -> find(keys(LONG, LONG), "first")).hasMessageContaining("jwks_uri")
                .hasMessageContaining("http is allowed only on this machine");
        assertThat(reads).isZero();
    }
}
