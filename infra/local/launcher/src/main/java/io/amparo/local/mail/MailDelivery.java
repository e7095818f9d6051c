package io.amparo.local.mail;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.DropConnectionException;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;

/** Receives one mail by SMTP and writes it to the store before it is acknowledged. Refuses a mail above the size limit. */
final class MailDelivery implements MessageHandler {
    private static final int MAX_DISCARDED = 32;

    private final MailStore mails;
    private final long maxBytes;
    private final List<String> mailboxes = new ArrayList<>();

    MailDelivery(MailStore mails, long maxBytes) {
        this.mails = mails;
        this.maxBytes = maxBytes;
    }

    @Override
    public void from(String from) {
        // Every sender is accepted.
    }

    @Override
    public void recipient(String recipient) throws RejectException {
        if (!MailStore.isMailbox(recipient)) throw new RejectException(553, "5.1.3 The address is invalid or too long");
        mailboxes.add(recipient);
    }

    @Override
    public @Nullable String data(InputStream data) throws RejectException {
        try {
            mails.deliver(mailboxes, new LimitedStream(data, maxBytes));
            return null;
        } catch (MessageTooLargeException e) {
            discardRest(data);
            throw new RejectException(552, "5.3.4 The message is larger than " + maxBytes + " bytes");
        } catch (IOException e) {
            throw new DropConnectionException(451, "4.3.0 The mail cannot be stored: " + e.getMessage());
        }
    }

    /** Clients read the answer after the last byte. The connection of one that sends very much more is closed. */
    private void discardRest(InputStream data) throws DropConnectionException {
        try {
            new LimitedStream(data, MAX_DISCARDED * maxBytes).transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new DropConnectionException(421, "4.3.0 The message is too large");
        }
    }

    @Override
    public void done() {
        // Nothing is open.
    }

    private static final class MessageTooLargeException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Fails as soon as more than the allowed number of bytes are read. */
    private static final class LimitedStream extends FilterInputStream {
        private long remaining;

        LimitedStream(InputStream in, long maxBytes) {
            super(in);
            remaining = maxBytes;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int read) throws MessageTooLargeException {
            remaining -= read;
            if (remaining < 0) throw new MessageTooLargeException();
        }
    }
}
