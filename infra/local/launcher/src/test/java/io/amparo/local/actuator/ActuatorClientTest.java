package io.amparo.local.actuator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.amparo.local.suite.Addresses;
import io.amparo.local.suite.Service;
import io.amparo.local.suite.SuiteException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A service that takes each request and never answers. */
class ActuatorClientTest {
    private HttpServer server;
    private Addresses addresses;

    @BeforeEach
    void startServiceThatHangs() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/oauth2/authorize", request -> {
            request.getResponseHeaders().set("Location", "http://127.0.0.1:1/callback?code=c");
            request.sendResponseHeaders(302, -1);
            request.close();
        });
        server.createContext("/oauth2/token", request -> {
            var body = "{\"access_token\": \"iaras\"}".getBytes();
            request.sendResponseHeaders(200, body.length);
            request.getResponseBody().write(body);
            request.close();
        });
        server.createContext("/eol", _ -> {});
        server.createContext("/knowledge", request -> {
            var authorization = request.getRequestHeaders().getFirst("Authorization");
            var body = "{\"authorization\": \"%s\"}".formatted(authorization).getBytes();
            request.sendResponseHeaders(200, body.length);
            request.getResponseBody().write(body);
            request.close();
        });
        server.start();
        var url = "http://localhost:" + server.getAddress().getPort();
        addresses = new Addresses(Map.of("OIDC_ISSUER", url, "EOL_URL", url + "/eol", "KNOWLEDGE_URL", url + "/knowledge"));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    @Timeout(20)
    void reading_ends_after_its_own_time_and_not_after_that_of_a_replay() {
        var client = new ActuatorClient(addresses, Map.of(), Duration.ofMillis(1100));

        assertThatThrownBy(() -> client.read(Service.EOL, "deadletters")).isInstanceOf(SuiteException.class)
                .hasMessage("eol-service has not answered within 1 s; what it has begun continues");
    }

    @Test
    void the_token_of_the_environment_is_sent_in_place_of_the_demonstration() {
        var client = new ActuatorClient(addresses, Map.of("AMPARO_TOKEN", "mine"), Duration.ofSeconds(10));
        assertThat(client.read(Service.KNOWLEDGE, "health").orElseThrow().path("authorization").asString())
                .isEqualTo("Bearer mine");

        var demonstration = new ActuatorClient(addresses, Map.of("AMPARO_TOKEN", ""), Duration.ofSeconds(10));
        assertThat(demonstration.read(Service.KNOWLEDGE, "health").orElseThrow().path("authorization").asString())
                .isEqualTo("Bearer iaras");
    }

    @Test
    void a_command_that_asks_all_services_waits_less_than_half_a_minute_for_one() {
        assertThat(ActuatorClient.READ_TIMEOUT).isLessThanOrEqualTo(Duration.ofSeconds(20));
    }
}
