package io.amparo.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.gateway.GatewayTest;
import io.amparo.gateway.RawConnection;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** On Kubernetes Spring Boot trusts forwarding headers of all private addresses, unless it is configured not to. */
@GatewayTest
@TestPropertySource(properties = {"spring.main.cloud-platform=kubernetes", "GATEWAY_TRUSTED_PROXIES=127.0.0.9, 127.0.7.0/24",
        "amparo.gateway.rate-limit.per-second=1", "amparo.gateway.rate-limit.burst=5",
        "amparo.gateway.limits.connections-per-address=3"})
class TrustedProxyIT {
    @LocalServerPort
    int port;

    @Test
    void forwarded_addresses_of_an_unnamed_proxy_are_ignored() {
        assertThat(statuses("127.0.0.2")).contains(401, 429);
    }

    @Test
    void forwarded_addresses_of_a_named_proxy_count_as_the_caller() {
        assertThat(statuses("127.0.0.9")).containsOnly(401);
        assertThat(statuses("127.0.7.1")).containsOnly(401);
    }

    @Test
    void a_caller_cannot_forge_the_address_that_a_named_proxy_adds() {
        assertThat(IntStream.range(0, 12).mapToObj(i -> status("127.0.0.9", "203.0.113." + i + ", 198.51.100.7"))).contains(401,
                429);
    }

    @Test
    void connections_of_a_named_proxy_are_not_limited() {
        var connections = IntStream.range(0, 6).mapToObj(_ -> new RawConnection("127.0.0.9", port)).toList();
        assertThat(connections).noneMatch(RawConnection::isClosed);
        connections.forEach(RawConnection::close);
    }

    private List<Integer> statuses(String address) {
        return IntStream.range(0, 12).mapToObj(i -> status(address, "192.0.2." + i)).toList();
    }

    private int status(String address, String forwardedFor) {
        try (var connection = new RawConnection(address, port)) {
            connection.send("GET /api/v1/me HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: " + forwardedFor + "\r\n\r\n");
            return Awaitility.await().until(connection::status, status -> status > 0);
        }
    }
}
