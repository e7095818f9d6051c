package io.amparo.local.mail;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A stored mail: the headers that the list shows, and the file with the whole message. */
record StoredMail(String id, String mailbox, String from, String subject, Instant at, Path file) {
    private static final Session SESSION = Session.getInstance(new Properties());

    static StoredMail of(String id, String mailbox, Instant at, Path file, MimeMessage message) {
        try {
            return new StoredMail(id, mailbox, addresses(message.getFrom()), Optional.ofNullable(message.getSubject()).orElse(""),
                    at, file);
        } catch (MessagingException e) {
            return new StoredMail(id, mailbox, "", "(unreadable: " + e.getMessage() + ")", at, file);
        }
    }

    static MimeMessage read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new MimeMessage(SESSION, in);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        } catch (MessagingException e) {
            throw new IllegalStateException("File " + file + " does not contain a mail", e);
        }
    }

    /** Returns the mail as plain text: the main headers, then the body. */
    String text() {
        var message = read(file);
        try {
            var headers = Arrays
                    .stream(new String[]{"From", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "List-Unsubscribe"})
                    .flatMap(name -> header(message, name).map(value -> name + ": " + value).stream())
                    .collect(Collectors.joining("\n"));
            return headers + "\n\n" + firstText("text/plain", message).or(() -> anyText(message)).orElse("(no text)");
        } catch (MessagingException | IOException e) {
            return "(unreadable: " + e.getMessage() + ")";
        }
    }

    private static Optional<String> header(MimeMessage message, String name) {
        try {
            var value = message.getHeader(name, ", ");
            return value == null ? Optional.empty() : Optional.of(MimeUtility.decodeText(MimeUtility.unfold(value)));
        } catch (MessagingException | IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> anyText(MimeMessage message) {
        try {
            return firstText("text/*", message);
        } catch (MessagingException | IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> firstText(String type, Part part) throws MessagingException, IOException {
        if (part.isMimeType("multipart/*")) {
            var parts = (Multipart) part.getContent();
            for (int i = 0; i < parts.getCount(); i++) {
                var found = firstText(type, parts.getBodyPart(i));
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        }
        return part.isMimeType(type) ? Optional.of(part.getContent().toString()) : Optional.empty();
    }

    private static String addresses(Address @Nullable [] addresses) {
        return addresses == null
                ? ""
                : Arrays.stream(addresses).map(Address::toString).map(StoredMail::decoded).collect(Collectors.joining(", "));
    }

    private static String decoded(String text) {
        try {
            return MimeUtility.decodeText(text);
        } catch (IOException e) {
            return text;
        }
    }
}
