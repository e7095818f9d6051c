package io.amparo.notification.delivery;

import static io.amparo.notification.delivery.ScriptedSmtpServer.drip;
import static io.amparo.notification.delivery.ScriptedSmtpServer.hangUp;
import static io.amparo.notification.delivery.ScriptedSmtpServer.reply;
import static io.amparo.notification.delivery.ScriptedSmtpServer.replyAfter;
import static io.amparo.notification.delivery.ScriptedSmtpServer.replyAndHangUp;
import static io.amparo.notification.delivery.TestMail.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.notification.delivery.Outcome.Accepted;
import io.amparo.notification.delivery.Outcome.Refused;
import io.amparo.notification.delivery.Outcome.Unavailable;
import io.amparo.notification.delivery.Outcome.Unconfirmed;
import io.amparo.notification.delivery.ScriptedSmtpServer.Reaction;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that are slow or lose the connection. The limits have the order of the defaults, and are about 100 times shorter. */
@Timeout(30)
class SmtpTimeLimitsTest {
    private static final Map<String, String> LIMITS = Map.of("timeouts.reply", "300ms", "timeouts.transmission", "900ms",
            "timeouts.acceptance", "6s");
    /** Shorter than the limit of a reply. */
    private static final Duration DRIP = Duration.ofMillis(100);
    /** Longer than the limit of a reply, shorter than that of the acceptance. */
    private static final Duration SLOW = Duration.ofMillis(1200);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private SmtpClient client(ScriptedSmtpServer server, Map<String, String> limits) throws Exception {
        return new SmtpClient(TestMail.settings(server.url(), limits), TestMail.noAddresses(),
                (SSLSocketFactory) SSLSocketFactory.getDefault(), Clock.fixed(NOW, ZoneOffset.UTC), meters);
    }

    private Outcome outcome(Map<String, Reaction> script) throws Exception {
        return outcome(script, LIMITS);
    }

    private Outcome outcome(Map<String, Reaction> script, Map<String, String> limits) throws Exception {
        try (var server = new ScriptedSmtpServer(script); var client = client(server, limits)) {
            return client.send(TestMail.delivery("cause", TestMail.bruno()), () -> true);
        }
    }

    @Test
    void server_may_reply_late_to_the_end_of_the_mail_and_to_nothing_else() throws Exception {
        try (var server = new ScriptedSmtpServer(Map.of(".", replyAfter(SLOW, "250 taken"), "NOOP", replyAfter(SLOW, "250 ok")));
                var client = client(server, LIMITS)) {
            var delivery = TestMail.delivery("cause", TestMail.bruno());

            assertThat(client.send(delivery, () -> true)).isEqualTo(new Accepted());
            assertThat(client.send(delivery, () -> true)).isEqualTo(new Accepted());

            assertThat(server.mails).hasSize(2);
            assertThat(server.connections).as("the NOOP of the first connection was too slow").hasValue(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "EHLO", "MAIL", "RCPT", "DATA"})
    void late_reply_before_the_mail_is_unavailable(String verb) throws Exception {
        assertThat(outcome(Map.of(verb, replyAfter(SLOW, "250 ok")))).isEqualTo(new Unavailable("SocketTimeoutException"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "EHLO", "MAIL", "RCPT", "DATA"})
    void server_that_drips_before_the_mail_is_unavailable(String verb) throws Exception {
        assertThat(outcome(Map.of(verb, drip(DRIP)))).isEqualTo(new Unavailable("time limit exceeded"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "EHLO", "MAIL", "RCPT", "DATA"})
    void connection_lost_before_the_mail_is_unavailable(String verb) throws Exception {
        assertThat(outcome(Map.of(verb, hangUp()))).isInstanceOf(Unavailable.class);
    }

    @Test
    void connection_lost_after_the_end_of_the_mail_is_unconfirmed() throws Exception {
        var before = unconfirmed();
        assertThat(outcome(Map.of(".", hangUp()))).isInstanceOf(Unconfirmed.class);
        assertThat(unconfirmed()).isEqualTo(before + 1);
    }

    private double unconfirmed() {
        return meters.counter("amparo.mail.attempts", "outcome", "unconfirmed").count();
    }

    @Test
    void server_that_drips_after_the_end_of_the_mail_is_unconfirmed() throws Exception {
        assertThat(outcome(Map.of(".", drip(DRIP)),
                Map.of("timeouts.reply", "300ms", "timeouts.transmission", "900ms", "timeouts.acceptance", "1s")))
                .isEqualTo(new Unconfirmed("time limit exceeded"));
    }

    @Test
    void server_that_is_silent_after_the_end_of_the_mail_is_unconfirmed() throws Exception {
        assertThat(outcome(Map.of(".", replyAfter(Duration.ofMinutes(1), "250 ok")),
                Map.of("timeouts.reply", "300ms", "timeouts.transmission", "900ms", "timeouts.acceptance", "1s")))
                .isInstanceOf(Unconfirmed.class);
    }

    @Test
    void reply_to_the_end_of_the_mail_counts_also_if_the_connection_is_lost_after_it() throws Exception {
        assertThat(outcome(Map.of(".", replyAndHangUp("250 taken")))).isEqualTo(new Accepted());
        assertThat(outcome(Map.of(".", replyAndHangUp("451 busy")))).isEqualTo(new Unavailable("SMTP 451"));
        assertThat(outcome(Map.of(".", replyAndHangUp("554 spam")))).isEqualTo(new Refused("SMTP 554"));
        assertThat(outcome(Map.of(".", reply("251 forwarded")))).isEqualTo(new Accepted());
        assertThat(outcome(Map.of(".", reply("nonsense")))).isInstanceOf(Unconfirmed.class);
    }
}
