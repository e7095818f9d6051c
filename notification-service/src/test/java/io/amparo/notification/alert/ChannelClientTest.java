package io.amparo.notification.alert;

import static io.amparo.notification.alert.AlertFixture.breach;
import static io.amparo.notification.alert.AlertFixture.group;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.notification.alert.AlertProperties.Channel;
import io.amparo.notification.alert.AlertProperties.Format;
import io.amparo.notification.alert.AlertQueue.Action;
import io.amparo.notification.alert.ChannelClient.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R9")
class ChannelClientTest {

    @Test
    @Timeout(30)
    void a_receiver_that_stalls_in_its_body_is_unavailable() throws Exception {
        try (var server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                var client = new ChannelClient(Duration.ofMillis(500), "https://support.example")) {
            var receiver = Thread.ofVirtual().start(() -> answerHalf(server));
            var channel = new Channel("pager", Format.PAGERDUTY, "http://127.0.0.1:" + server.getLocalPort(), "secret", Set.of());

            var outcome = client.send(channel, Action.TRIGGER, group(breach("1", 1)));

            assertThat(outcome).isEqualTo(new Outcome.Unavailable("TimeoutException"));
            receiver.join();
        }
    }

    /** Returns when the client has closed the connection. */
    private static void answerHalf(ServerSocket server) {
        try (var socket = server.accept()) {
            socket.getOutputStream().write("HTTP/1.1 202 Accepted\r\nContent-Length: 100\r\n\r\nhalf".getBytes(US_ASCII));
            socket.getOutputStream().flush();
            while (socket.getInputStream().read() >= 0) {
                // the request
            }
        } catch (IOException e) {
            // The client has closed the connection.
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 401, 403, 404, 408, 429, 500, 503})
    void what_an_operator_or_time_corrects_is_retried(int status) {
        assertThat(ChannelClient.outcome(status)).isEqualTo(new Outcome.Unavailable("HTTP " + status));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 405, 413, 422})
    void a_message_that_is_never_accepted_is_refused(int status) {
        assertThat(ChannelClient.outcome(status)).isEqualTo(new Outcome.Refused("HTTP " + status));
    }
}
