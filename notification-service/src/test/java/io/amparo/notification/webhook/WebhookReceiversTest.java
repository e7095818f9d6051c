package io.amparo.notification.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.notification.webhook.transport.DestinationPolicy.Refusal;
import io.amparo.notification.webhook.transport.WebhookAnswer.Failure;
import io.amparo.notification.webhook.transport.WebhookAnswer;
import io.amparo.notification.webhook.transport.WebhookMessage;
import io.amparo.notification.webhook.transport.WebhookSecret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class WebhookReceiversTest {
    private int port;
    private WebhookReceivers receivers;

    @BeforeEach
    void create() throws IOException, NoSuchAlgorithmException {
        try (var unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = unused.getLocalPort();
        }
        var limit = Duration.ofSeconds(5);
        var properties = new WebhookProperties(true, List.of("127.0.0.0/8"), Set.of(443, port), null, null, 10, limit,
                List.of(limit), limit, limit, limit, 4, 4, limit, limit, limit, limit);
        receivers = WebhookReceivers.create(properties, _ -> new InetAddress[]{InetAddress.getLoopbackAddress()},
                SSLContext.getDefault(), Clock.systemUTC());
    }

    @AfterEach
    void close() throws IOException {
        receivers.close();
    }

    private WebhookAnswer send(@Nullable String customerId, String url) {
        return receivers.of(customerId).client()
                .send(new WebhookMessage(url, List.of(WebhookSecret.random()), "msg_1", Instant.now(), "{}".getBytes(UTF_8)));
    }

    @Test
    @Tag("R5.4")
    void insecure_http_and_permitted_addresses_are_for_urls_of_the_vendor_only() {
        assertThat(receivers.of(null).policy().refusal("http://127.0.0.1:" + port + "/")).isEmpty();
        assertThat(receivers.of("acme").policy().refusal("http://hooks.example.org:" + port + "/")).contains(Refusal.SCHEME);
        assertThat(receivers.of("acme").policy().refusal("https://127.0.0.1/")).contains(Refusal.HOST);
        assertThat(receivers.of("acme").policy().refusal("https://hooks.example.org/")).isEmpty();
    }

    /** The name leads to this machine: an attempt of the vendor tries to connect, one of a customer does not. */
    @Test
    @Tag("R5.4")
    void name_that_leads_to_a_permitted_network_is_for_the_vendor_only() {
        var url = "https://hooks.example.org:" + port + "/";

        assertThat(send(null, url).failure()).isEqualTo(Failure.CONNECTION_FAILED);
        assertThat(send("acme", url).failure()).isEqualTo(Failure.NAME_NOT_RESOLVED);
        assertThat(send("acme", "http://hooks.example.org:" + port + "/").failure()).isEqualTo(Failure.URL_REFUSED);
    }
}
