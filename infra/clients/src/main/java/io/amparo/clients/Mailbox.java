package io.amparo.clients;

import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.UIDFolder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Predicate;

/** Mailbox of a person over IMAP. Contains only the mails that arrive after its creation. */
public final class Mailbox {
    /** The mail server of the suite accepts any password. */
    private static final String PASSWORD = "demo";

    /**
     * A received mail.
     *
     * @param at instant at which it was observed
     */
    public record Mail(String subject, String language, String template, String messageId, Instant at) {}

    @FunctionalInterface
    private interface FolderRead<T> {
        T from(Folder inbox) throws MessagingException;
    }

    private final int imapPort;
    private final String owner;
    private final long firstUid;

    public Mailbox(int imapPort, String owner) {
        this.imapPort = imapPort;
        this.owner = owner;
        this.firstUid = connected(inbox -> ((UIDFolder) inbox).getUIDNext());
    }

    public Mail await(Instant deadline, String expected, Predicate<Mail> matches) {
        return connected(inbox -> Polling.until(deadline, "%s in the mailbox of %s".formatted(expected, owner),
                () -> find(inbox, matches)));
    }

    /** Returns all mails that have arrived so far. */
    public List<Mail> all() {
        return connected(inbox -> {
            var mails = new ArrayList<Mail>();
            for (var message : messages(inbox)) mails.add(mail(message));
            return mails;
        });
    }

    /** Opens a new connection for each call, because the server closes idle ones. */
    private <T> T connected(FolderRead<T> read) {
        try (Store store = Session.getInstance(new Properties()).getStore("imap")) {
            store.connect("localhost", imapPort, owner, PASSWORD);
            try (var inbox = store.getFolder("INBOX")) {
                inbox.open(Folder.READ_ONLY);
                return read.from(inbox);
            }
        } catch (MessagingException e) {
            throw unreadable(e);
        }
    }

    private Optional<Mail> find(Folder inbox, Predicate<Mail> matches) {
        try {
            for (var message : messages(inbox).reversed()) {
                var mail = mail(message);
                if (matches.test(mail)) return Optional.of(mail);
            }
            return Optional.empty();
        } catch (MessagingException e) {
            throw unreadable(e);
        }
    }

    /** Selects by uid: the server deletes old mails, which changes the numbers of the others. */
    private List<Message> messages(Folder inbox) throws MessagingException {
        // Makes the folder detect new mails.
        inbox.getMessageCount();
        var uids = (UIDFolder) inbox;
        var messages = new ArrayList<Message>();
        for (var message : uids.getMessagesByUID(firstUid, UIDFolder.LASTUID)) {
            // The range always contains the last mail, even if its uid is below the first one.
            if (message != null && uids.getUID(message) >= firstUid) messages.add(message);
        }
        return messages;
    }

    private IllegalStateException unreadable(MessagingException e) {
        return new IllegalStateException("Cannot read the mailbox of %s: %s".formatted(owner, e), e);
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
