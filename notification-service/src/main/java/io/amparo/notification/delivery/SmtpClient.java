package io.amparo.notification.delivery;

import io.amparo.notification.delivery.Outcome.Accepted;
import io.amparo.notification.delivery.Outcome.Deferred;
import io.amparo.notification.delivery.Outcome.Refused;
import io.amparo.notification.delivery.Outcome.Superseded;
import io.amparo.notification.delivery.Outcome.Unavailable;
import io.amparo.notification.delivery.Outcome.Unconfirmed;
import io.amparo.notification.delivery.SmtpConnection.LeaseLostException;
import io.amparo.notification.delivery.SmtpConnection.TimeLimitException;
import io.amparo.platform.Adapter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.util.StreamProvider;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.util.MailStreamProvider;

/** Client of the mail server. Reuses connections, because greeting and TLS handshake cost more than sending a mail. */
@Adapter
final class SmtpClient implements AutoCloseable {
    /** Authentication failures among the 5xx codes (RFC 4954). They concern the configuration, not the mail, so it is retried. */
    private static final Set<Integer> AUTHENTICATION_CODES = Set.of(530, 534, 535, 538);
    /** No session of the messages needs settings; each connection has its own session with its socket. */
    private static final Session MESSAGES = Session.getInstance(new Properties());

    static {
        // Without this property Jakarta Mail searches the class path for a stream provider at each mail part: a sixth of the send
        // time.
        System.setProperty(StreamProvider.class.getName(), MailStreamProvider.class.getName());
    }

    private final ScheduledExecutorService watchdog = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("mail-watchdog").factory());
    private final MailProperties mail;
    private final URLName server;
    private final SSLSocketFactory tls;
    private final InternetAddress from;
    private final MailAddresses addresses;
    private final Optional<DkimKey> dkim;
    private final BlockingQueue<SmtpConnection> idle;
    private final Clock clock;
    private final Counter accepted, refused, unavailable, unconfirmed;
    private final Timer latency;
    private final MailLog log;

    /** @param tls creates sockets that trust the certificate of the mail server */
    SmtpClient(MailProperties mail, MailAddresses addresses, SSLSocketFactory tls, Clock clock, MeterRegistry meters)
            throws MessagingException {
        this.mail = mail;
        this.server = server(mail);
        this.tls = tls;
        this.from = DeliveryMimeMessage.address(mail.from(), mail.fromName());
        this.addresses = addresses;
        this.dkim = DkimKey.of(mail);
        this.idle = new ArrayBlockingQueue<>(mail.concurrency() + mail.retryConcurrency() + mail.campaignConcurrency());
        this.clock = clock;
        log = new MailLog(server.getHost() + ":" + server.getPort(), clock);
        accepted = attempts(meters, "accepted");
        refused = attempts(meters, "refused");
        unavailable = attempts(meters, "unavailable");
        unconfirmed = attempts(meters, "unconfirmed");
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

    /** @param mayHandOver asked before the end of the mail, from which on the server may accept it */
    Outcome send(Delivery delivery, BooleanSupplier mayHandOver) {
        var outcome = attempt(delivery, mayHandOver);
        log.record(delivery, outcome);
        switch (outcome) {
            case Accepted() -> {
                accepted.increment();
                latency.record(Duration.between(delivery.message().causedAt(), clock.instant()));
            }
            case Refused(_) -> refused.increment();
            case Unavailable(_) -> unavailable.increment();
            case Unconfirmed(_) -> unconfirmed.increment();
            case Deferred(_),Superseded() -> {
                /* the server got no mail */ }
        }
        return outcome;
    }

    private Outcome attempt(Delivery delivery, BooleanSupplier mayHandOver) {
        try {
            SMTPMessage message = new DeliveryMimeMessage(MESSAGES, from, addresses, delivery);
            if (dkim.isPresent()) message = dkim.get().sign(message);
            return send(message, idleOrNewConnection(), mayHandOver);
        } catch (AddressException malformedAddress) {
            return new Refused("malformed address");
        } catch (MessagingException e) {
            return classify(e, false);
        }
    }

    /** Tries only one idle connection: if the server has closed it, it has probably closed all. */
    private SmtpConnection idleOrNewConnection() throws MessagingException {
        var pooled = idle.poll();
        if (pooled != null && pooled.isReusable()) return pooled;
        if (pooled != null) pooled.discard();
        var opened = SmtpConnection.of(mail, server, tls, watchdog);
        var ready = false;
        try {
            opened.open();
            ready = true;
            return opened;
        } finally {
            if (!ready) opened.discard();
        }
    }

    private Outcome send(SMTPMessage message, SmtpConnection connection, BooleanSupplier mayHandOver) {
        var reusable = false;
        try {
            connection.send(message, mayHandOver);
            reusable = true;
            return new Accepted();
        } catch (LeaseLostException leaseLost) {
            return new Superseded();
        } catch (MessagingException e) {
            return connection.isEndOfMailSent()
                    ? classify(connection.acceptanceReply(), e, connection.isLimitExceeded())
                    : classify(e, connection.isLimitExceeded());
        } finally {
            if (!reusable || !idle.offer(connection)) connection.discard();
        }
    }

    /** Classifies a failure after the end of the mail: only a negative reply proves that the server did not accept it. */
    private static Outcome classify(int acceptanceReply, MessagingException failure, boolean limitExceeded) {
        return switch (acceptanceReply / 100) {
            case 2 -> new Accepted();
            case 4 -> new Unavailable("SMTP " + acceptanceReply);
            case 5 -> new Refused("SMTP " + acceptanceReply);
            default -> new Unconfirmed(reason(failure, limitExceeded));
        };
    }

    /**
     * Classifies a failure before the end of the mail, so the server did not accept it. Treats it as permanent only if all codes
     * are 5xx and none concerns authentication (RFC 5321, 4.2.1).
     */
    private static Outcome classify(MessagingException failure, boolean limitExceeded) {
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
        codes.removeIf(code -> code < 0); // the connection was lost
        var permanent = !codes.isEmpty()
                && codes.stream().allMatch(code -> code / 100 == 5 && !AUTHENTICATION_CODES.contains(code));
        if (permanent) return new Refused("SMTP " + codes.getLast());
        return new Unavailable(codes.isEmpty() ? reason(failure, limitExceeded) : "SMTP " + codes.getLast());
    }

    /** Names what failed without a text of the server, which may contain an address. */
    private static String reason(MessagingException failure, boolean limitExceeded) {
        if (limitExceeded || failure instanceof TimeLimitException) return "time limit exceeded";
        return switch (failure) {
            case SMTPSendFailedException _ -> "connection lost";
            case MessagingException it when it.getNextException() instanceof IOException io -> io.getClass().getSimpleName();
            case MessagingException it when String.valueOf(it.getMessage()).startsWith("STARTTLS is required") ->
                "STARTTLS not offered";
            default -> failure.getClass().getSimpleName();
        };
    }

    @Override
    public void close() {
        for (var pooled = idle.poll(); pooled != null; pooled = idle.poll()) pooled.discard();
        watchdog.shutdownNow();
    }
}
