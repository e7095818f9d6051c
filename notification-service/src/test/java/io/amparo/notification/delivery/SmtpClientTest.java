package io.amparo.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.notification.audience.Recipient;
import io.amparo.notification.delivery.Outcome.Accepted;
import io.amparo.notification.delivery.Outcome.Refused;
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
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpClientTest {
    private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private SmtpClient client(URI server) throws MessagingException {
        return new SmtpClient(new MailProperties(server, "suporte@opservices.example", "Suporte", "OpServices", 2, 1,
                Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofDays(5),
                Duration.ofSeconds(5)), Clock.fixed(NOW, ZoneOffset.UTC), meters);
    }

    private static Delivery to(String email) {
        return Delivery.of(new Message("cause", NOW.minusMillis(250),
                new Recipient(email, "Íris\r\nBcc: x@y.example", "pt-BR", ZoneId.of("UTC")), About.ticket("t1", "T-2026-000001"),
                null, "receipt", new Mail("pt-BR", "[T-2026-000001] Não abre", "Olá <b>!\n")), "opservices.example", NOW);
    }

    @Test
    void a_mail_is_text_and_html_in_the_thread_of_its_ticket_and_the_same_each_time() throws Exception {
        try (var server = new ScriptedSmtp(Map.of()); var client = client(server.url())) {
            assertThat(client.send(to("iris@acme.example"))).isEqualTo(new Accepted());
            assertThat(client.send(to("iris@acme.example"))).isEqualTo(new Accepted());

            var mail = parsed(server.mails.getFirst());
            assertThat(mail.getMessageID()).isEqualTo(to("iris@acme.example").messageId())
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
        assertThat(meters.counter("amparo.mail.outcome", "outcome", "accepted", "template", "receipt").count()).isEqualTo(2);
        assertThat(meters.timer("amparo.mail.latency", "template", "receipt").max(TimeUnit.MILLISECONDS)).isEqualTo(250);
    }

    @ParameterizedTest
    @CsvSource({"RCPT,550 no such user", "RCPT,553 not allowed", "MAIL,550 not from you", "DATA,554 no", ".,552 too big"})
    void what_the_server_will_never_take_is_refused(String verb, String answer) throws Exception {
        try (var server = new ScriptedSmtp(Map.of(verb, answer)); var client = client(server.url())) {
            assertThat(client.send(to("gone@acme.example"))).isEqualTo(new Refused("SMTP " + answer.substring(0, 3)));
        }
    }

    @ParameterizedTest
    @CsvSource({"RCPT,450 try later", "MAIL,451 busy", "DATA,421 closing", ".,452 full", "MAIL,530 sign in first"})
    void what_may_go_another_time_is_waited_for(String verb, String answer) throws Exception {
        try (var server = new ScriptedSmtp(Map.of(verb, answer)); var client = client(server.url())) {
            assertThat(client.send(to("iris@acme.example"))).isEqualTo(new Unavailable("SMTP " + answer.substring(0, 3)));
        }
    }

    @Test
    void a_server_that_is_gone_is_waited_for() throws Exception {
        var server = new ScriptedSmtp(Map.of());
        server.close();
        try (var client = client(server.url())) {
            assertThat(client.send(to("iris@acme.example"))).isInstanceOf(Unavailable.class);
        }
    }

    @Test
    void an_address_that_is_none_is_refused_and_no_mail_goes_out() throws Exception {
        try (var server = new ScriptedSmtp(Map.of()); var client = client(server.url())) {
            assertThat(client.send(to("not an address"))).isEqualTo(new Refused("malformed address"));
            assertThat(server.mails).isEmpty();
        }
    }

    private static MimeMessage parsed(String mail) throws MessagingException, IOException {
        try (var bytes = new ByteArrayInputStream(mail.getBytes(StandardCharsets.US_ASCII))) {
            return new MimeMessage(Session.getInstance(new Properties()), bytes);
        }
    }
}
