package io.amparo.notification.delivery;

import static io.amparo.notification.delivery.ScriptedSmtpServer.reply;
import static io.amparo.notification.delivery.TestMail.NOW;
import static io.amparo.notification.delivery.TestMail.origin;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.notification.audience.Recipient;
import io.amparo.notification.delivery.Outcome.Accepted;
import io.amparo.notification.delivery.Outcome.Refused;
import io.amparo.notification.delivery.Outcome.Superseded;
import io.amparo.notification.delivery.Outcome.Unavailable;
import io.amparo.notification.template.Mail;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpClientTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private SmtpClient client(URI server) throws MessagingException {
        return new SmtpClient(TestMail.settings(server, Map.of("timeouts.reply", "2s")), TestMail.noAddresses(),
                (SSLSocketFactory) SSLSocketFactory.getDefault(), Clock.fixed(NOW, ZoneOffset.UTC), meters);
    }

    private double accepted() {
        return meters.counter("amparo.mail.attempts", "outcome", "accepted").count();
    }

    private static Delivery deliveryTo(String email) {
        return Delivery.of(new Message(origin("cause"), NOW.minusMillis(250),
                new Recipient(email, "acme", email, "Íris\r\nBcc: x@y.example", "pt-BR", ZoneId.of("UTC")),
                RelatedResource.ticket("t1", "T-2026-000001"), null, "receipt",
                new Mail("pt-BR", "[T-2026-000001] Não abre", "Olá <b>!\n")), "opservices.example", NOW);
    }

    @Test
    void mail_is_multipart_threaded_by_ticket_and_equal_on_each_attempt() throws Exception {
        var before = accepted();
        try (var server = new ScriptedSmtpServer(Map.of()); var client = client(server.url())) {
            assertThat(client.send(deliveryTo("iris@acme.example"), () -> true)).isEqualTo(new Accepted());
            assertThat(client.send(deliveryTo("iris@acme.example"), () -> true)).isEqualTo(new Accepted());

            var mail = parsed(server.mails.getFirst());
            assertThat(mail.getMessageID()).isEqualTo(deliveryTo("iris@acme.example").messageId())
                    .isEqualTo(parsed(server.mails.getLast()).getMessageID());
            assertThat(mail.getSubject()).isEqualTo("[T-2026-000001] Não abre");
            assertThat(mail.getHeader("Auto-Submitted", null)).isEqualTo("auto-generated");
            assertThat(mail.getHeader("X-Amparo-Ticket", null)).isEqualTo("T-2026-000001");
            assertThat(mail.getHeader("References", null)).isEqualTo("<ticket.t1@opservices.example>")
                    .isEqualTo(mail.getHeader("In-Reply-To", null));
            assertThat(mail.getHeader("Bcc")).isNull();
            assertThat(mail.getSentDate()).isEqualTo(NOW);
            var parts = (MimeMultipart) mail.getContent();
            assertThat(parts.getContentType()).startsWith("multipart/alternative");
            assertThat(parts.getBodyPart(0).getContentType()).startsWith("text/plain");
            assertThat(parts.getBodyPart(0).getContent()).asString().contains("Olá <b>!");
            assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
            assertThat(parts.getBodyPart(1).getContent()).asString().contains("Olá &lt;b&gt;!");
            assertThat(server.connections).as("connections for two mails").hasValue(1);
        }

        assertThat(accepted()).isEqualTo(before + 2);
        assertThat(meters.timer("amparo.mail.latency").max(TimeUnit.MILLISECONDS)).isEqualTo(250);
    }

    @ParameterizedTest
    @CsvSource({"RCPT,550 no such user", "RCPT,553 not allowed", "MAIL,550 not from you", "DATA,554 no", ".,552 too big"})
    void permanent_smtp_error_is_refused(String verb, String line) throws Exception {
        try (var server = new ScriptedSmtpServer(Map.of(verb, reply(line))); var client = client(server.url())) {
            assertThat(client.send(deliveryTo("gone@acme.example"), () -> true))
                    .isEqualTo(new Refused("SMTP " + line.substring(0, 3)));
        }
    }

    @ParameterizedTest
    @CsvSource({"RCPT,450 try later", "MAIL,451 busy", "DATA,421 closing", ".,452 full", "MAIL,530 sign in first"})
    void transient_smtp_error_is_unavailable(String verb, String line) throws Exception {
        try (var server = new ScriptedSmtpServer(Map.of(verb, reply(line))); var client = client(server.url())) {
            assertThat(client.send(deliveryTo("iris@acme.example"), () -> true))
                    .isEqualTo(new Unavailable("SMTP " + line.substring(0, 3)));
        }
    }

    @ParameterizedTest
    @CsvSource({"421 busy", "554 not you"})
    void server_that_refuses_the_connection_is_unavailable(String greeting) throws Exception {
        try (var server = new ScriptedSmtpServer(Map.of("CONNECT", reply(greeting))); var client = client(server.url())) {
            assertThat(client.send(deliveryTo("iris@acme.example"), () -> true)).isInstanceOf(Unavailable.class);
        }
    }

    @Test
    void unreachable_server_is_unavailable() throws Exception {
        var server = new ScriptedSmtpServer(Map.of());
        server.close();

        try (var client = client(server.url())) {
            assertThat(client.send(deliveryTo("iris@acme.example"), () -> true)).isInstanceOf(Unavailable.class);
        }
    }

    @Test
    void malformed_address_is_refused_and_no_mail_is_sent() throws Exception {
        try (var server = new ScriptedSmtpServer(Map.of()); var client = client(server.url())) {
            assertThat(client.send(deliveryTo("not an address"), () -> true)).isEqualTo(new Refused("malformed address"));
            assertThat(server.mails).isEmpty();
        }
    }

    @Test
    void attempt_that_may_not_hand_over_the_mail_ends_the_connection_before() throws Exception {
        try (var server = new ScriptedSmtpServer(Map.of()); var client = client(server.url())) {
            assertThat(client.send(deliveryTo("iris@acme.example"), () -> false)).isEqualTo(new Superseded());

            assertThat(client.send(deliveryTo("iris@acme.example"), () -> true)).isEqualTo(new Accepted());
            assertThat(server.mails).hasSize(1);
            assertThat(server.connections).hasValue(2);
        }
    }

    private static MimeMessage parsed(String mail) throws MessagingException, IOException {
        try (var bytes = new ByteArrayInputStream(mail.getBytes(StandardCharsets.US_ASCII))) {
            return new MimeMessage(Session.getInstance(new Properties()), bytes);
        }
    }
}
