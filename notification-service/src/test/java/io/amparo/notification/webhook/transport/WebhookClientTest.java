package io.amparo.notification.webhook.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.notification.webhook.transport.WebhookAnswer.Failure;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Receivers that are hostile, on sockets of their own. */
@Timeout(30)
class WebhookClientTest {
    private static final Duration TIME_LIMIT = Duration.ofSeconds(1);

    /** Writes what a receiver answers to a connection. */
    @FunctionalInterface
    private interface Script {
        void answer(Socket connection, OutputStream out) throws IOException, InterruptedException;
    }

    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private CountDownLatch closedByClient;
    private ServerSocket server;

    @BeforeEach
    void open() throws IOException {
        requests.clear();
        closedByClient = new CountDownLatch(1);
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private void serve(Script script) {
        var listening = server;
        var closed = closedByClient;
        Thread.ofVirtual().start(() -> {
            while (!listening.isClosed())
                try (var connection = listening.accept()) {
                    requests.add(request(connection));
                    script.answer(connection, connection.getOutputStream());
                } catch (IOException e) {
                    closed.countDown();
                } catch (InterruptedException e) {
                    return;
                }
        });
    }

    /** A connection that is closed before the whole request is read would be reset. */
    private static String request(Socket connection) throws IOException {
        var request = new StringBuilder();
        while (!request.toString().endsWith("{}")) {
            int next = connection.getInputStream().read();
            if (next < 0) break;
            request.append((char) next);
        }
        return request.toString();
    }

    private static Script text(String answer) {
        return (connection, out) -> {
            out.write(answer.getBytes(UTF_8));
            out.flush();
        };
    }

    private WebhookAnswer send(String host, GuardedDnsResolver.Lookup lookup) throws IOException {
        var addresses = new PublicAddresses(List.of("127.0.0.0/8"));
        try (var client = new WebhookClient(new DestinationPolicy(addresses, Set.of(server.getLocalPort()), true),
                new GuardedDnsResolver(lookup, addresses), SSLContext.getDefault(), TIME_LIMIT, 4, Clock.systemUTC())) {
            return client.send(new WebhookMessage("http://" + host + ":" + server.getLocalPort() + "/a?b=c",
                    List.of(WebhookSecret.random()), "msg_1", Instant.now(), "{}".getBytes(UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private WebhookAnswer send() throws IOException {
        return send("hooks.example.org", _ -> new InetAddress[]{InetAddress.getByName("127.0.0.1")});
    }

    @Test
    void any_2xx_is_a_success_and_its_body_is_not_read() throws Exception {
        serve((connection, out) -> {
            out.write("HTTP/1.1 202 Accepted\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(US_ASCII));
            while (true)
                out.write("400\r\n".concat("x".repeat(1024)).concat("\r\n").getBytes(US_ASCII));
        });

        assertThat(send()).isEqualTo(new WebhookAnswer(null, 202, null, null));
        assertThat(closedByClient.await(10, TimeUnit.SECONDS)).as("connection closed").isTrue();
        assertThat(requests.peek()).startsWith("POST /a?b=c HTTP/1.1")
                .contains("webhook-id: msg_1", "webhook-timestamp: ", "webhook-signature: v1,", "Host: hooks.example.org:")
                .doesNotContainIgnoringCase("cookie", "traceparent");
    }

    @Test
    void redirect_is_a_failure_and_not_followed() throws Exception {
        serve(text("HTTP/1.1 302 Found\r\nLocation: http://hooks.example.org:%d/inside\r\nContent-Length: 0\r\n\r\n"
                .formatted(server.getLocalPort())));

        assertThat(send().failure()).isEqualTo(Failure.REDIRECT);
        assertThat(requests).hasSize(1);
    }

    @Test
    void at_most_1_kib_of_an_answer_is_kept_without_control_characters() throws Exception {
        serve(text("HTTP/1.1 500 Error\r\nContent-Length: 100000\r\n\r\n\u0007line\n" + "x".repeat(50_000)));

        var answer = send();

        assertThat(answer.failure()).isEqualTo(Failure.STATUS);
        assertThat(answer.excerpt()).hasSize(1024).startsWith(" line x");
    }

    @Test
    void slow_answer_ends_at_the_time_limit() throws Exception {
        serve((connection, out) -> {
            out.write("HTTP/1.1 500 Error\r\n".getBytes(US_ASCII));
            for (int i = 0;; i++) {
                out.write(("X-" + i + ": slow\r\n").getBytes(US_ASCII));
                out.flush();
                TimeUnit.MILLISECONDS.sleep(200);
            }
        });
        var start = System.nanoTime();

        assertThat(send().failure()).isEqualTo(Failure.TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIME_LIMIT.multipliedBy(4));
        assertThat(closedByClient.await(10, TimeUnit.SECONDS)).as("connection closed").isTrue();
    }

    @Test
    void endless_header_and_no_http_are_failures() throws Exception {
        serve(text("HTTP/1.1 200 OK\r\nX: " + "x".repeat(20_000) + "\r\n\r\n"));
        assertThat(send().failure()).isEqualTo(Failure.MALFORMED_ANSWER);
    }

    @Test
    void retry_after_is_read_in_both_forms() throws Exception {
        var answers = new ArrayDeque<>(List.of("120", "Fri, 31 Dec 9999 23:59:59 GMT", "soon"));
        serve((connection, out) -> out
                .write(("HTTP/1.1 503 Unavailable\r\nRetry-After: " + answers.remove() + "\r\nContent-Length: 0\r\n\r\n")
                        .getBytes(US_ASCII)));

        assertThat(send().retryAfter()).isEqualTo(Duration.ofMinutes(2));
        assertThat(send().retryAfter()).isGreaterThan(Duration.ofDays(1000));
        assertThat(send().retryAfter()).isNull();
    }

    /** The registration and the first attempt saw an allowed address; the next answer of the name leads inside. */
    @Test
    void name_that_leads_elsewhere_at_the_next_attempt_is_refused() throws Exception {
        serve(text("HTTP/1.1 204 No Content\r\n\r\n"));
        var answers = new ArrayDeque<>(List.of("127.0.0.1", "10.0.0.1"));
        GuardedDnsResolver.Lookup rebinding = _ -> new InetAddress[]{
                InetAddress.getByName(answers.size() > 1 ? answers.remove() : answers.element())};

        assertThat(send("b.test", rebinding).failure()).isNull();
        assertThat(send("b.test", rebinding).failure()).as("as a name that does not exist").isEqualTo(Failure.NAME_NOT_RESOLVED);
        assertThat(requests).as("connections").hasSize(1);
    }

    /** A second resolution by the client itself would use the second answer. */
    @Test
    void name_is_resolved_once_for_each_attempt() throws Exception {
        serve(text("HTTP/1.1 204 No Content\r\n\r\n"));
        var resolutions = new ConcurrentLinkedQueue<String>();

        send("hooks.example.org", host -> {
            resolutions.add(host);
            return new InetAddress[]{InetAddress.getByName("127.0.0.1")};
        });

        assertThat(resolutions).containsExactly("hooks.example.org");
    }

    @Test
    void url_without_connection_name_or_permission_is_a_failure() throws Exception {
        assertThat(send("a.test", _ -> {
            throw new UnknownHostException();
        }).failure()).isEqualTo(Failure.NAME_NOT_RESOLVED);
        assertThat(send("localhost", InetAddress::getAllByName).failure()).isEqualTo(Failure.URL_REFUSED);
        server.close();
        assertThat(send().failure()).isEqualTo(Failure.CONNECTION_FAILED);
    }
}
