package io.amparo.notification.bounce;

import io.amparo.platform.Adapter;
import jakarta.mail.Flags.Flag;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessageRemovedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.URLName;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Reads the mailbox by IMAP. A mail is removed only after its effect is stored, so a crash repeats it and loses none. */
@Adapter
final class BounceMailbox {

    /** What happens to a mail that was read. */
    enum Verdict {
        /** Its effect is stored, or it has none. */
        REMOVE,
        /** It is for people: it moves to another folder. */
        SET_ASIDE
    }

    private final BounceProperties settings;
    private final URLName server;
    private final Session session;

    BounceMailbox(BounceProperties settings) {
        this.settings = settings;
        this.server = new URLName(settings.url());
        this.session = Session.getInstance(properties(settings, server.getProtocol()));
    }

    private static Properties properties(BounceProperties settings, String protocol) {
        var properties = new Properties();
        var prefix = "mail." + protocol + ".";
        var timeout = Long.toString(settings.timeout().toMillis());
        for (var limit : new String[]{"connectiontimeout", "timeout", "writetimeout"})
            properties.setProperty(prefix + limit, timeout);
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        properties.setProperty(prefix + "starttls.enable", Boolean.toString(settings.startTls()));
        properties.setProperty(prefix + "starttls.required", Boolean.toString(settings.startTls() && protocol.equals("imap")));
        return properties;
    }

    /**
     * Passes the oldest mails to the handler and removes them.
     *
     * @param mayContinue asked before each mail
     * @param handler an exception ends the read; its mail stays
     * @return number of mails that were read
     */
    int read(BooleanSupplier mayContinue, Function<MimeMessage, Verdict> handler) throws MessagingException {
        try (var store = session.getStore(server)) {
            store.connect();
            var folder = store.getFolder(settings.folder());
            folder.open(Folder.READ_WRITE);
            try {
                return read(store, folder, mayContinue, handler);
            } finally {
                if (folder.isOpen()) folder.close(true);
            }
        }
    }

    private int read(Store store, Folder folder, BooleanSupplier mayContinue, Function<MimeMessage, Verdict> handler)
            throws MessagingException {
        int read = 0;
        for (var message : folder.getMessages(1, Math.min(folder.getMessageCount(), settings.maxMessages()))) {
            if (!mayContinue.getAsBoolean()) return read;
            try {
                if (message.isSet(Flag.DELETED)) continue;
                var verdict = content(message).map(handler).orElse(Verdict.SET_ASIDE);
                if (verdict == Verdict.SET_ASIDE) folder.copyMessages(new Message[]{message}, aside(store));
                message.setFlag(Flag.DELETED, true);
                read++;
            } catch (MessageRemovedException ignored) {
                // Another program has removed it.
            }
        }
        return read;
    }

    private Folder aside(Store store) throws MessagingException {
        var aside = store.getFolder(settings.asideFolder());
        if (!aside.exists()) aside.create(Folder.HOLDS_MESSAGES);
        return aside;
    }

    /** Returns a copy in memory; empty if the mail is too large, also if the server gives another size, or cannot be read. */
    private Optional<MimeMessage> content(Message message) throws MessagingException {
        if (message.getSize() > settings.maxSize().toBytes()) return Optional.empty();
        var bytes = new LimitedBytes((int) settings.maxSize().toBytes());
        try {
            message.writeTo(bytes);
        } catch (MessageRemovedException removed) {
            throw removed;
        } catch (IOException | MessagingException e) {
            // A mail that alone cannot be read must not stop those behind it.
            if (bytes.exceeded || message.getFolder().isOpen()) return Optional.empty();
            throw new MessagingException("Mailbox cannot be read", e);
        }
        return Optional.of(new MimeMessage(session, new ByteArrayInputStream(bytes.bytes.toByteArray())));
    }

    /** Refuses bytes beyond a limit. */
    private static final class LimitedBytes extends OutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final int limit;
        private boolean exceeded;

        LimitedBytes(int limit) {
            this.limit = limit;
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[]{(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            exceeded |= length > limit - bytes.size();
            if (exceeded) throw new IOException("Mail is larger than " + limit + " bytes");
            bytes.write(source, offset, length);
        }
    }
}
