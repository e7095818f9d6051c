package io.amparo.notification.delivery;

import io.amparo.notification.delivery.Outcome.Accepted;
import io.amparo.notification.delivery.Outcome.Refused;
import io.amparo.notification.delivery.Outcome.Unavailable;
import io.amparo.platform.Adapter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.URLName;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.util.StreamProvider;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.util.MailStreamProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Client of the mail server. Reuses connections, because greeting and TLS handshake cost more than sending a mail. */
@Adapter
final class SmtpClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SmtpClient.class);
    /** Authentication failures among the 5xx codes (RFC 4954). They concern the configuration, not the mail, so it is retried. */
    private static final Set<Integer> SIGN_IN = Set.of(530, 534, 535, 538);

    static {
        // Without this property Jakarta Mail searches the class path for a stream provider at each mail part: a sixth of the send
        // time.
        System.setProperty(StreamProvider.class.getName(), MailStreamProvider.class.getName());
    }

    private final Session session;
    private final URLName server;
    private final InternetAddress from;
    private final BlockingQueue<Transport> idle;
    private final Clock clock;
    private final MeterRegistry meters;

    SmtpClient(MailProperties mail, Clock clock, MeterRegistry meters) throws MessagingException {
        this.server = server(mail);
        this.session = Session.getInstance(settings(mail, server.getProtocol(), server.getUsername() != null));
        this.from = MailDocument.address(mail.from(), mail.fromName());
        this.idle = new ArrayBlockingQueue<>(mail.couriers() + mail.stragglers());
        this.clock = clock;
        this.meters = meters;
    }

    private static URLName server(MailProperties mail) {
        var given = new URLName(mail.url().toString());
        var port = given.getPort() > 0 ? given.getPort() : given.getProtocol().equals("smtps") ? 465 : 25;
        return new URLName(given.getProtocol(), given.getHost(), port, null, given.getUsername(), given.getPassword());
    }

    private static Properties settings(MailProperties mail, String protocol, boolean signIn) {
        var settings = new Properties();
        var own = "mail." + protocol + ".";
        var timeout = Long.toString(mail.timeout().toMillis());
        for (var wait : List.of("connectiontimeout", "timeout", "writetimeout")) settings.setProperty(own + wait, timeout);
        settings.setProperty(own + "auth", Boolean.toString(signIn));
        settings.setProperty(own + "starttls.enable", "true");
        settings.setProperty(own + "ssl.checkserveridentity", "true");
        // Sets the name in the SMTP greeting: resolving the local host name takes seconds on some machines.
        settings.setProperty(own + "localhost", mail.domain());
        return settings;
    }

    Outcome send(Delivery delivery) {
        var outcome = attempt(delivery);
        var template = delivery.message().template();
        var named = switch (outcome) {
            case Accepted() -> "accepted";
            case Refused(var reason) -> {
                LOG.warn("Mail server refused delivery {} permanently ({}); it is not retried", delivery.id(), reason);
                yield "refused";
            }
            case Unavailable(var reason) -> {
                LOG.info("SMTP client could not send delivery {} ({}); it is retried until the retry period ends", delivery.id(),
                        reason);
                yield "unavailable";
            }
        };
        meters.counter("amparo.mail.outcome", "outcome", named, "template", template).increment();
        if (outcome instanceof Accepted)
            Timer.builder("amparo.mail.latency").description("From the event to the acceptance of its mail")
                    .tag("template", template).publishPercentileHistogram().register(meters)
                    .record(Duration.between(delivery.message().causedAt(), clock.instant()));
        return outcome;
    }

    private Outcome attempt(Delivery delivery) {
        try {
            var mail = new MailDocument(session, from, delivery);
            var connection = connection();
            try {
                connection.sendMessage(mail, mail.getAllRecipients());
            } catch (MessagingException failed) {
                connection.close();
                throw failed;
            }
            if (!idle.offer(connection)) connection.close();
            return new Accepted();
        } catch (AddressException malformed) {
            return new Refused("malformed address");
        } catch (MessagingException failed) {
            return judge(failed);
        }
    }

    private Transport connection() throws MessagingException {
        for (var kept = idle.poll(); kept != null; kept = idle.poll()) {
            if (kept.isConnected()) return kept; // sends NOOP: the server may have closed the connection
            kept.close();
        }
        var fresh = session.getTransport(server);
        fresh.connect();
        return fresh;
    }

    /** Treats a failure as permanent only if all codes are 5xx and none concerns authentication (RFC 5321, 4.2.1). */
    private static Outcome judge(MessagingException failed) {
        var codes = new ArrayList<Integer>();
        for (Exception each = failed; each != null; each = each instanceof MessagingException more
                ? more.getNextException()
                : null)
            switch (each) {
            case SMTPSendFailedException sent -> codes.add(sent.getReturnCode());
            case SMTPAddressFailedException address -> codes.add(address.getReturnCode());
            case SMTPSenderFailedException sender -> codes.add(sender.getReturnCode());
            default -> { /* has no code: the name of the exception class is the reason */ }
            }
        var permanent = !codes.isEmpty() && codes.stream().allMatch(code -> code / 100 == 5 && !SIGN_IN.contains(code));
        return permanent
                ? new Refused("SMTP " + codes.getLast())
                : new Unavailable(codes.isEmpty() ? failed.getClass().getSimpleName() : "SMTP " + codes.getLast());
    }

    @Override
    public void close() throws MessagingException {
        for (var kept = idle.poll(); kept != null; kept = idle.poll()) kept.close();
    }
}
