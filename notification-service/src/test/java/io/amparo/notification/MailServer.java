package io.amparo.notification;

import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.test.context.DynamicPropertyRegistry;

/** Mail server for tests: accepts all mails and returns them. */
public final class MailServer {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final ServerSetup setup;
    private GreenMail server;

    /** A mail received by the server; {@code text} is its plain-text part. */
    public record ReceivedMail(String to, String subject, String text, String messageId, String ticket, String language) {}

    public static MailServer start() {
        var first = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        first.start();
        return new MailServer(first, new ServerSetup(first.getSmtp().getPort(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    }

    private MailServer(GreenMail server, ServerSetup setup) {
        this.server = server;
        this.setup = setup;
    }

    public String url() {
        return "smtp://127.0.0.1:" + setup.getPort();
    }

    /** Makes a service send its mails to this server, which has no certificate. */
    public void configure(DynamicPropertyRegistry properties) {
        properties.add("SMTP_URL", this::url);
        properties.add("SMTP_STARTTLS", () -> "off");
    }

    public void stop() {
        server.stop();
    }

    public void restart() {
        server = new GreenMail(setup);
        server.start();
    }

    public List<ReceivedMail> receivedMails() {
        return Arrays.stream(server.getReceivedMessages()).map(MailServer::read).toList();
    }

    public List<ReceivedMail> receivedMails(Predicate<ReceivedMail> predicate) {
        return receivedMails().stream().filter(predicate).toList();
    }

    /** Waits up to 20 s for the first mail that matches. */
    public ReceivedMail awaitMail(Predicate<ReceivedMail> predicate) {
        return await("a matching mail").atMost(TIMEOUT).pollInterval(Duration.ofMillis(20))
                .until(() -> receivedMails(predicate), found -> !found.isEmpty()).getFirst();
    }

    private static ReceivedMail read(MimeMessage mail) {
        try {
            var parts = (MimeMultipart) mail.getContent();
            return new ReceivedMail(mail.getAllRecipients()[0].toString().replaceAll(".*<(.*)>", "$1"), mail.getSubject(),
                    parts.getBodyPart(0).getContent().toString().replace("\r\n", "\n"), mail.getMessageID(),
                    String.valueOf(mail.getHeader("X-Amparo-Ticket", null)), mail.getHeader("Content-Language", null));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
