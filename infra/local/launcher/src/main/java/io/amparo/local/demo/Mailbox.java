package io.amparo.local.demo;

import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Predicate;

/** Somebody's mailbox over IMAP; only what came since the story began counts. */
final class Mailbox {

    /** What the story looks at in a mail; {@code at}: when it was seen here. */
    record Mail(String subject, String language, String template, Instant at) {}

    @FunctionalInterface
    private interface Look<T> {
        T at(Folder inbox) throws MessagingException;
    }

    private final int imapPort;
    private final String owner;
    private final int before;

    Mailbox(int imapPort, String owner) {
        this.imapPort = imapPort;
        this.owner = owner;
        this.before = connected(Folder::getMessageCount);
    }

    Mail await(Instant deadline, String what, Predicate<Mail> fits) {
        return connected(
                inbox -> Patience.until(deadline, "%s in the mailbox of %s".formatted(what, owner), () -> find(inbox, fits)));
    }

    /** A connection a look: the server ends those that stand idle between two steps of the story. */
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
                header(message, "X-Amparo-Template"), Instant.now());
    }

    private static String header(Message message, String name) throws MessagingException {
        var values = message.getHeader(name);
        return values == null ? "" : values[0];
    }
}
