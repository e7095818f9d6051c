package io.amparo.gateway.limit;

import static io.amparo.gateway.RawConnection.headOfPost;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.gateway.GatewayTest;
import io.amparo.gateway.RawConnection;
import io.amparo.gateway.StubServices;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** Callers that hold connections, heads and bodies open. The people of these tests have the address 127.0.0.1. */
@GatewayTest
@TestPropertySource(properties = {"amparo.gateway.limits.connections-per-address=110", "amparo.gateway.limits.head-timeout=1s",
        "amparo.gateway.limits.anonymous-requests-per-address=4", "amparo.gateway.limits.requests-per-person=4",
        "amparo.gateway.limits.bodies-per-caller=100KB", "amparo.gateway.time-limits.body=3s",
        "server.tomcat.connection-timeout=4s"})
class SlowCallersIT {
    private static final String ATTACKER = "127.0.0.66";
    private static final String TICKETS = "/api/v1/tickets";
    private static final String PUBLIC = "/api/v1/unsubscribe/abc";

    @Autowired
    ApiClients api;
    @Autowired
    StubServices stubs;
    @LocalServerPort
    int port;

    private final List<RawConnection> connections = new ArrayList<>();

    @BeforeEach
    void resetStubs() {
        stubs.reset();
    }

    @AfterEach
    void closeConnections() {
        connections.forEach(RawConnection::close);
        connections.clear();
    }

    private RawConnection connect(String address) {
        var connection = new RawConnection(address, port);
        connections.add(connection);
        return connection;
    }

    private void assertThatOthersPass() {
        api.as(Persona.ANA).post().uri(TICKETS).body("{}").exchange().expectStatus().isOk();
    }

    @Test
    void an_address_has_a_limited_number_of_connections() {
        var first = IntStream.range(0, 110).mapToObj(_ -> connect(ATTACKER)).toList();
        assertThat(connect(ATTACKER).isClosed()).isTrue();
        assertThat(first).noneMatch(RawConnection::isClosed);
        assertThatOthersPass();

        first.getFirst().close();
        await().until(() -> !connect(ATTACKER).isClosed());
    }

    @Test
    void six_hundred_idle_connections_do_not_stop_other_callers() {
        for (int address = 70; address < 76; address++) for (int i = 0; i < 100; i++) connect("127.0.0." + address);
        assertThatOthersPass();
    }

    @Test
    void a_head_that_arrives_byte_by_byte_is_cut_off() {
        var slow = connect(ATTACKER).send("GET /api/v1/me HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
        await().pollInterval(Duration.ofMillis(100)).atMost(Duration.ofSeconds(10)).until(() -> slow.send("x").isClosed());
    }

    @Test
    void a_body_that_arrives_byte_by_byte_gets_408() {
        var slow = connect(ATTACKER).send(headOfPost(TICKETS, 1000, Persona.BRUNO));
        await().pollInterval(Duration.ofMillis(100)).atMost(Duration.ofSeconds(10)).until(() -> slow.send("x").status() == 408);
        assertThat(stubs.of("ticket").requests()).isEmpty();
    }

    @Test
    void a_body_that_stops_gets_408() {
        var slow = connect(ATTACKER).send(headOfPost(TICKETS, 1000, Persona.BRUNO)).send("{");
        await().atMost(Duration.ofSeconds(10)).until(() -> slow.status() == 408);
        assertThat(stubs.of("ticket").requests()).isEmpty();
    }

    @Test
    void slow_uploads_of_one_person_leave_others_alone() {
        var uploads = IntStream.range(0, 30).mapToObj(_ -> connect(ATTACKER).send(headOfPost(TICKETS, 1000, Persona.CARLA)))
                .toList();

        await().until(() -> uploads.stream().filter(upload -> upload.status() == 429).count() == 26);
        assertThatOthersPass();
    }

    @Test
    void slow_requests_without_a_token_leave_people_at_the_same_address_alone() {
        var requests = IntStream.range(0, 30).mapToObj(_ -> connect("127.0.0.1").send(headOfPost(PUBLIC, 1000) + "\r\n"))
                .toList();

        await().until(() -> requests.stream().filter(request -> request.status() == 429).count() == 26);
        assertThatOthersPass();
        // The address itself is occupied until the requests end.
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(requests.stream().map(RawConnection::status))
                .filteredOn(status -> status != 429).containsExactly(408, 408, 408, 408));
        api.anonymous().post().uri(PUBLIC).body("{}").exchange().expectStatus().isOk();
    }

    @Test
    void bodies_of_one_caller_use_limited_memory() {
        var large = "\"" + "x".repeat(150_000) + "\"";
        api.as(Persona.DAVI).post().uri(TICKETS).body(large).exchange().expectStatus().isEqualTo(429).expectHeader()
                .exists("Retry-After");
        for (int i = 0; i < 5; i++)
            api.as(Persona.DAVI).post().uri(TICKETS).body("x".repeat(50_000)).exchange().expectStatus().isOk();
    }
}
