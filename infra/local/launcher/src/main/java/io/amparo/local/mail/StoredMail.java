package io.amparo.local.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A stored mail as the list shows it. The message itself is only in its file. */
record StoredMail(long uid, MailId id, String mailbox, String from, String subject, long bytes) {
    /** Bounds the memory of the index: a header can be as long as a message. */
    private static final int MAX_CHARS = 200;

    /** Reads only the headers of the file. */
    static StoredMail read(Path file, long uid, MailId id, String mailbox) throws IOException {
        try (var in = new BufferedInputStream(Files.newInputStream(file))) {
            var headers = new InternetHeaders(in);
            return new StoredMail(uid, id, mailbox, header(headers, "From"), header(headers, "Subject"), Files.size(file));
        } catch (MessagingException e) {
            return new StoredMail(uid, id, mailbox, "", "(unreadable)", Files.size(file));
        }
    }

    private static String header(InternetHeaders headers, String name) {
        var text = MailText.decoded(headers.getHeader(name, ", "));
        return text.length() > MAX_CHARS ? text.substring(0, MAX_CHARS) + "…" : text;
    }
}
