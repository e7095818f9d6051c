package io.amparo.e2e.attack;

import static io.amparo.clients.People.BRUNO;
import static io.amparo.clients.People.GISELE;
import static io.amparo.clients.People.IARA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.amparo.clients.GatewayClient;
import io.amparo.clients.TokenClient;
import io.amparo.e2e.RunningSuite;
import io.amparo.local.suite.Port;
import io.amparo.local.suite.Suite;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** One person or one address occupies what it can at the gateway. Others are served. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
class GatewayAttackJourney {
    private static final int CONNECTIONS = 450;
    private static final int STREAMS = 7;
    private static final int MAX_STREAMS_PER_PERSON = 5;
    /** Bytes of the greeting and of a heartbeat, which have the id of a position. */
    private static final int GREETING = 100;
    private static final int REQUESTS = 3_000;

    private final Suite suite = RunningSuite.get();
    private final ProcessWatch processes = new ProcessWatch(suite.home());
    private final GatewayClient gateway = new GatewayClient(suite.addresses().gateway(),
            new TokenClient(suite.addresses().issuer()));
    private final List<AutoCloseable> opened = new ArrayList<>();

    @BeforeEach
    void skip_without_a_second_loopback_address() {
        assumeTrue(canUse("127.0.0.2"), "This machine has only one loopback address");
    }

    @AfterEach
    void check_that_no_process_died() throws Exception {
        for (var each : opened) each.close();
        gateway.close();
        processes.assertUnharmed();
    }

    @Test
    void idle_connections_of_one_address_do_not_stop_the_others() throws Exception {
        for (int i = 0; i < CONNECTIONS; i++) opened.add(connect("127.0.0.2"));

        for (int i = 0; i < 10; i++) assertThat(gateway.get(BRUNO, "/tickets?limit=1").status()).isEqualTo(200);
        try (var newConnection = new GatewayClient(suite.addresses().gateway(), new TokenClient(suite.addresses().issuer()))) {
            assertThat(newConnection.get(BRUNO, "/tickets?limit=1").status()).isEqualTo(200);
        }
    }

    @Test
    void a_person_has_a_limited_number_of_event_streams() throws Exception {
        var other = openStream(IARA);
        var streams = new ArrayList<InputStream>();
        for (int i = 0; i < STREAMS; i++) streams.add(openStream(GISELE));

        // The oldest have ended; the others and those of another person wait for their next heartbeat.
        for (var oldest : streams.subList(0, STREAMS - MAX_STREAMS_PER_PERSON)) oldest.readAllBytes();
        streams.add(other);
        for (var open : streams.subList(STREAMS - MAX_STREAMS_PER_PERSON, STREAMS + 1))
            assertThat(open.readNBytes(GREETING)).hasSize(GREETING);
        assertThat(gateway.get(GISELE, "/tickets?limit=1").status()).isEqualTo(200);
    }

    @Test
    void invalid_authorization_does_not_lift_the_limit_of_an_address() throws Exception {
        try (var http = client("127.0.0.3")) {
            var statuses = Parallel.run(REQUESTS, 16,
                    i -> http.send(request("/api/v1/tickets", "Bearer invalid-" + i), BodyHandlers.discarding()).statusCode());

            assertThat(statuses).containsOnly(401, 429);
        }
        assertThat(gateway.get(BRUNO, "/tickets?limit=1").status()).isEqualTo(200);
    }

    private InputStream openStream(String person) throws Exception {
        var http = client("127.0.0.1");
        opened.add(http::shutdownNow);
        HttpResponse<InputStream> response = http.send(request("/api/v1/sla/board/stream", "Bearer " + gateway.token(person)),
                BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    private HttpRequest request(String path, String authorization) {
        return HttpRequest.newBuilder(URI.create(suite.addresses().gateway() + path)).timeout(Duration.ofSeconds(20))
                .header("Authorization", authorization).header("Accept", "text/event-stream, application/json").build();
    }

    private static HttpClient client(String address) throws IOException {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).localAddress(InetAddress.getByName(address)).build();
    }

    private Socket connect(String address) throws IOException {
        var socket = new Socket();
        socket.bind(new InetSocketAddress(address, 0));
        socket.connect(new InetSocketAddress("127.0.0.1", suite.addresses().port(Port.GATEWAY)), 5_000);
        return socket;
    }

    private static boolean canUse(String address) {
        try (var socket = new Socket()) {
            socket.bind(new InetSocketAddress(address, 0));
            return true;
        } catch (IOException notAvailable) {
            return false;
        }
    }
}
