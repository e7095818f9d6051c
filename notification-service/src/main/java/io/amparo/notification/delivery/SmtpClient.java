package io.amparo.notification.delivery;

import io.amparo.notification.delivery.Outcome.Accepted;
import io.amparo.notification.delivery.Outcome.Refused;
import io.amparo.notification.delivery.Outcome.Unavailable;
import io.amparo.platform.Adapter;
import io.micrometer.core.instrument.Counter;
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

/** Client of the mail server. Reuses connections, because greeting and TLS handshake cost more than sending a mail. */
@Adapter
final class SmtpClient implements AutoCloseable {
    /** Authentication failures among the 5xx codes (RFC 4954). They concern the configuration, not the mail, so it is retried. */
    private static final Set<Integer> AUTHENTICATION_CODES = Set.of(530, 534, 535, 538);

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
    private final Counter accepted, refused, unavailable;
    private final Timer latency;
    private final MailLog log;

    SmtpClient(MailProperties mail, Clock clock, MeterRegistry meters) throws MessagingException {
        this.server = server(mail);
        this.session = Session.getInstance(settings(mail, server.getProtocol(), server.getUsername() != null));
        this.from = DeliveryMimeMessage.address(mail.from(), mail.fromName());
        this.idle = new ArrayBlockingQueue<>(mail.concurrency() + mail.retryConcurrency());
        this.clock = clock;
        log = new MailLog(server.getHost() + ":" + server.getPort(), clock);
        accepted = attempts(meters, "accepted");
        refused = attempts(meters, "refused");
        unavailable = attempts(meters, "unavailable");
        latency = Timer.builder("amparo.mail.latency").description("Time from the event until the server has accepted its mail")
                .serviceLevelObjectives(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(30),
                        Duration.ofMinutes(5))
                .register(meters);
    }

    private static Counter attempts(MeterRegistry meters, String outcome) {
        return Counter.builder("amparo.mail.attempts").description("Attempts to send a mail by outcome").tag("outcome", outcome)
                .register(meters);
    }

    private static URLName server(MailProperties mail) {
        var configured = new URLName(mail.url().toString());
        var port = configured.getPort() > 0 ? configured.getPort() : configured.getProtocol().equals("smtps") ? 465 : 25;
        return new URLName(configured.getProtocol(), configured.getHost(), port, null, configured.getUsername(),
                configured.getPassword());
    }

    private static Properties settings(MailProperties mail, String protocol, boolean authenticate) {
        var settings = new Properties();
        var prefix = "mail." + protocol + ".";
        var timeout = Long.toString(mail.timeout().toMillis());
        for (var timeoutProperty : List.of("connectiontimeout", "timeout", "writetimeout"))
            settings.setProperty(prefix + timeoutProperty, timeout);
        settings.setProperty(prefix + "auth", Boolean.toString(authenticate));
        settings.setProperty(prefix + "starttls.enable", "true");
        settings.setProperty(prefix + "ssl.checkserveridentity", "true");
        // Sets the name in the SMTP greeting: resolving the local host name takes seconds on some machines.
        settings.setProperty(prefix + "localhost", mail.domain());
        return settings;
    }

    Outcome send(Delivery delivery) {
        var outcome = attempt(delivery);
        log.record(delivery, outcome);
        switch (outcome) {
            case Accepted() -> {
                accepted.increment();
                latency.record(Duration.between(delivery.message().causedAt(), clock.instant()));
            }
            case Refused(_) -> refused.increment();
            case Unavailable(_) -> unavailable.increment();
        }
        return outcome;
    }

    private Outcome attempt(Delivery delivery) {
        try {
            var mail = new DeliveryMimeMessage(session, from, delivery);
            var connection = connection();
            try {
                connection.sendMessage(mail, mail.getAllRecipients());
            } catch (MessagingException e) {
                connection.close();
                throw e;
            }
            if (!idle.offer(connection)) connection.close();
            return new Accepted();
        } catch (AddressException malformedAddress) {
            return new Refused("malformed address");
        } catch (MessagingException e) {
            return classify(e);
        }
    }

    private Transport connection() throws MessagingException {
        for (var pooled = idle.poll(); pooled != null; pooled = idle.poll()) {
            if (pooled.isConnected()) return pooled; // sends NOOP: the server may have closed the connection
            pooled.close();
        }
        var opened = session.getTransport(server);
        opened.connect();
        return opened;
    }

    /** Treats a failure as permanent only if all codes are 5xx and none concerns authentication (RFC 5321, 4.2.1). */
    private static Outcome classify(MessagingException failure) {
        var codes = new ArrayList<Integer>();
        for (Exception current = failure; current != null; current = current instanceof MessagingException nested
                ? nested.getNextException()
                : null)
            switch (current) {
            case SMTPSendFailedException sent -> codes.add(sent.getReturnCode());
            case SMTPAddressFailedException address -> codes.add(address.getReturnCode());
            case SMTPSenderFailedException sender -> codes.add(sender.getReturnCode());
            default -> { /* has no code: the name of the exception class is the reason */ }
            }
        var permanent = !codes.isEmpty()
                && codes.stream().allMatch(code -> code / 100 == 5 && !AUTHENTICATION_CODES.contains(code));
        return permanent
                ? new Refused("SMTP " + codes.getLast())
                : new Unavailable(codes.isEmpty() ? failure.getClass().getSimpleName() : "SMTP " + codes.getLast());
    }

    @Override
    public void close() throws MessagingException {
        for (var pooled = idle.poll(); pooled != null; pooled = idle.poll()) pooled.close();
    }
}
