package io.amparo.notification.bounce;

import io.amparo.notification.bounce.BounceMailbox.Verdict;
import io.amparo.notification.delivery.Receipt;
import io.amparo.notification.delivery.RecordReceipt;
import io.amparo.notification.signature.SignedAddress;
import io.amparo.platform.Adapter;
import io.amparo.platform.LogInterval;
import io.amparo.platform.LogText;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads the mailbox of the bounce domain and records the reports about deliveries. A report counts only if it came to the signed
 * address of a delivery: its text, which anybody can write, names no delivery. Never sends a mail.
 */
@Adapter
final class ReadBounces {
    private static final Logger LOG = System.getLogger(ReadBounces.class.getName());
    /** Where mail servers name the address to which a mail came, the most reliable first. */
    private static final String[] ADDRESS_HEADERS = {"Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "To"};
    private static final int MAX_ADDRESSES = 20;
    private static final Pattern MAIL_SERVER = Pattern.compile("(mailer-daemon|postmaster)@");

    private final BounceMailbox mailbox;
    private final MailboxLease lease;
    private final SignedAddress addresses;
    private final RecordReceipt recordReceipt;
    private final int maxMessages;
    private final Duration interval;
    private final Clock clock;
    private final LogInterval warnings = new LogInterval();
    private final LogInterval setAside = new LogInterval();

    ReadBounces(BounceMailbox mailbox, MailboxLease lease, SignedAddress addresses, RecordReceipt recordReceipt, int maxMessages,
            Duration interval, Clock clock) {
        this.mailbox = mailbox;
        this.lease = lease;
        this.addresses = addresses;
        this.recordReceipt = recordReceipt;
        this.maxMessages = maxMessages;
        this.interval = interval;
        this.clock = clock;
    }

    /** Reads the mails that have come, unless another instance does. */
    void run() {
        var now = clock.instant();
        if (!lease.tryAcquire(now)) return;
        var deadline = now.plus(MailboxLease.LEASE.dividedBy(2));
        var isFull = false;
        try {
            isFull = mailbox.read(() -> clock.instant().isBefore(deadline), this::handle) >= maxMessages;
        } catch (MessagingException e) {
            if (warnings.isDue())
                LOG.log(Level.WARNING, "Mailbox of bounces cannot be read ({0}); retrying in {1}. Next: check BOUNCE_IMAP_URL",
                        LogText.rootCause(e), interval);
        } finally {
            // More mails wait behind a full read, for example the confirmations of a large announcement.
            lease.release(isFull ? clock.instant() : clock.instant().plus(interval));
        }
        if (isFull) run();
    }

    /** Only a failure of the store escapes: then the mail stays and is read once more. */
    private Verdict handle(MimeMessage mail) {
        Optional<DeliveryReport> report;
        Optional<String> deliveryId;
        try {
            deliveryId = deliveryId(mail);
            // Parsing costs more than the check of the address, which a stranger does not have.
            if (deliveryId.isEmpty()) return setAside("it did not come to the signed address of a delivery");
            report = DeliveryReport.parse(mail);
            if (report.isEmpty() && isAbsenceNotice(mail)) return Verdict.REMOVE;
        } catch (MessagingException | IOException | RuntimeException malformed) {
            return setAside("it is malformed");
        }
        if (report.isEmpty()) return setAside("it is no report about a delivery");
        var result = report.get().result();
        if (result.isEmpty()) return Verdict.REMOVE;
        var receipt = new Receipt(result.get().status(), result.get().code(), clock.instant());
        return recordReceipt.handle(new RecordReceipt.Command(deliveryId.get(), receipt))
                ? Verdict.REMOVE
                : setAside("its delivery is unknown");
    }

    private Verdict setAside(String reason) {
        if (setAside.isDue())
            LOG.log(Level.WARNING, "A mail in the mailbox of bounces is set aside: {0}. Further ones are logged once a minute. "
                    + "Next: look into the folder of mails that were set aside, and empty it", reason);
        return Verdict.SET_ASIDE;
    }

    /**
     * Whether a program of a person has written the mail (RFC 3834; a value may have a comment). A mail server that reports in a
     * form of its own does the same; such a mail is set aside.
     */
    private static boolean isAbsenceNotice(MimeMessage mail) throws MessagingException {
        return header(mail, "Auto-Submitted").startsWith("auto-") && !MAIL_SERVER.matcher(header(mail, "From")).find();
    }

    private static String header(MimeMessage mail, String name) throws MessagingException {
        var values = mail.getHeader(name);
        return values == null || values[0] == null ? "" : values[0].strip().toLowerCase(Locale.ROOT);
    }

    private Optional<String> deliveryId(MimeMessage mail) throws MessagingException {
        for (var header : ADDRESS_HEADERS) {
            var values = mail.getHeader(header);
            var found = Stream.ofNullable(values).flatMap(Arrays::stream).flatMap(value -> Stream.of(value.split("[\\s<>,;]+")))
                    .limit(MAX_ADDRESSES).flatMap(address -> addresses.verify(address).stream()).findFirst();
            if (found.isPresent()) return found;
        }
        return Optional.empty();
    }
}
