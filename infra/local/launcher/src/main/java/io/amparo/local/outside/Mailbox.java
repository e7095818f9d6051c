package io.amparo.local.outside;

import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Predicate;

/** Somebody's mailbox over IMAP; only what came since it was looked at first counts. */
public final class Mailbox {

    /** What others look at in a mail; {@code at}: when it was seen here. */
    public record Mail(String subject, String language, String template, String messageId, Instant at) {}

    @FunctionalInterface
    private interface Look<T> {
        T at(Folder inbox) throws MessagingException;
    }

    private final int imapPort;
    private final String owner;
    private final int before;

    public Mailbox(int imapPort, String owner) {
        this.imapPort = imapPort;
        this.owner = owner;
        this.before = connected(Folder::getMessageCount);
    }

    public Mail await(Instant deadline, String what, Predicate<Mail> fits) {
        return connected(
                inbox -> Patience.until(deadline, "%s in the mailbox of %s".formatted(what, owner), () -> find(inbox, fits)));
    }

    /** All that came since the beginning. */
    public List<Mail> all() {
        return connected(inbox -> {
            var mails = new ArrayList<Mail>();
            for (int n = before + 1; n <= inbox.getMessageCount(); n++) mails.add(mail(inbox.getMessage(n)));
            return mails;
        });
    }

    /** A connection a look: the server ends those that stand idle between two looks. */
    private <T> T connected(Look<T> look) {
        try (Store store = Session.getInstance(new Properties()).getStore("imap")) {
            store.connect("localhost", imapPort, owner, "demo");
            try (var inbox = store.getFolder("INBOX")) {
                inbox.open(Folder.READ_ONLY);
                return look.at(inbox);
            }
        } catch (MessagingException failed) {
            throw unreadable(failed);
        }
    }

    private Optional<Mail> find(Folder inbox, Predicate<Mail> fits) {
        try {
            // Asking for the count makes the folder notice what is new.
            for (int n = inbox.getMessageCount(); n > before; n--) {
                var mail = mail(inbox.getMessage(n));
                if (fits.test(mail)) return Optional.of(mail);
            }
            return Optional.empty();
        } catch (MessagingException failed) {
            throw unreadable(failed);
        }
    }

    private IllegalStateException unreadable(MessagingException failed) {
        return new IllegalStateException("the mailbox of %s cannot be read: %s".formatted(owner, failed), failed);
    }

    private static Mail mail(Message message) throws MessagingException {
        return new Mail(Optional.ofNullable(message.getSubject()).orElse(""), header(message, "Content-Language"),
                header(message, "X-Amparo-Template"), header(message, "Message-ID"), Instant.now());
    }

    private static String header(Message message, String name) throws MessagingException {
        var values = message.getHeader(name);
        return values == null ? "" : values[0];
    }
}
