package com.icegreen.greenmail.store;

import jakarta.mail.internet.MimeMessage;
import java.util.Date;

/**
 * Creates the messages that GreenMail's IMAP commands read. The class is in GreenMail's package, because the constructor of
 * {@link StoredMessage} is visible only there.
 */
public final class StoredMessages {
    private StoredMessages() {
    }

    public static StoredMessage of(MimeMessage message, Date receivedAt, long uid) {
        return new StoredMessage(message, receivedAt, uid);
    }
}
