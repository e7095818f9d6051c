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

    private final BounceMailbox mailbox;
    private final MailboxLease lease;
    private final SignedAddress addresses;
    private final RecordReceipt recordReceipt;
    private final Duration interval;
    private final Clock clock;
    private final LogInterval warnings = new LogInterval();
    private final LogInterval setAside = new LogInterval();

    ReadBounces(BounceMailbox mailbox, MailboxLease lease, SignedAddress addresses, RecordReceipt recordReceipt,
            Duration interval, Clock clock) {
        this.mailbox = mailbox;
        this.lease = lease;
        this.addresses = addresses;
        this.recordReceipt = recordReceipt;
        this.interval = interval;
        this.clock = clock;
    }

    /** Reads the mails that have come, unless another instance does. */
    void run() {
        var now = clock.instant();
        if (!lease.tryAcquire(now)) return;
        var deadline = now.plus(MailboxLease.LEASE.dividedBy(2));
        try {
            mailbox.read(() -> clock.instant().isBefore(deadline), this::handle);
        } catch (MessagingException e) {
            if (warnings.isDue())
                LOG.log(Level.WARNING, "Mailbox of bounces cannot be read ({0}); retrying in {1}. Next: check BOUNCE_IMAP_URL",
                        LogText.rootCause(e), interval);
        } finally {
            lease.release(clock.instant().plus(interval));
        }
    }

    /** Only a failure of the store escapes: then the mail stays and is read once more. */
    private Verdict handle(MimeMessage mail) {
        Optional<DeliveryReport> report;
        Optional<String> deliveryId;
        try {
            report = DeliveryReport.parse(mail);
            if (report.isEmpty() && isAutomatic(mail)) return Verdict.REMOVE;
            deliveryId = deliveryId(mail);
        } catch (MessagingException | IOException | RuntimeException malformed) {
            return setAside("it is malformed");
        }
        if (report.isEmpty()) return setAside("it is no report about a delivery");
        if (deliveryId.isEmpty()) return setAside("it did not come to the signed address of a delivery");
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

    /** Whether a program has written the mail, such as an absence notice (RFC 3834; a value may have a comment). */
    private static boolean isAutomatic(MimeMessage mail) throws MessagingException {
        var values = mail.getHeader("Auto-Submitted");
        return values != null && values[0] != null && values[0].strip().toLowerCase(Locale.ROOT).startsWith("auto-");
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
