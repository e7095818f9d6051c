package io.amparo.local.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a stored mail and shows it as plain text: the main headers, then the body. */
final class MailText {
    private static final Session SESSION = Session.getInstance(new Properties());
    private static final List<String> HEADERS = List.of("From", "To", "Subject", "Date", "Message-ID", "In-Reply-To",
            "List-Unsubscribe");
    /** Bounds the memory of a page. */
    private static final int MAX_CHARS = 200_000;

    private MailText() {
    }

    static MimeMessage message(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return new MimeMessage(SESSION, in);
        } catch (MessagingException e) {
            throw new IOException("File " + file + " does not contain a mail", e);
        }
    }

    static String of(Path file) {
        try {
            var message = message(file);
            var text = headers(message) + "\n\n"
                    + firstText("text/plain", message).or(() -> anyText(message)).orElse("(no text)");
            return text.length() > MAX_CHARS ? text.substring(0, MAX_CHARS) + "\n\n(shortened; the file is " + file + ")" : text;
        } catch (MessagingException | IOException e) {
            return "(unreadable: " + e.getMessage() + ")";
        }
    }

    /** Returns the text of a header without its encoding; empty if there is none. */
    static String decoded(@Nullable String header) {
        try {
            return header == null ? "" : MimeUtility.decodeText(MimeUtility.unfold(header));
        } catch (UnsupportedEncodingException e) {
            return header;
        }
    }

    private static String headers(MimeMessage message) {
        return HEADERS.stream().flatMap(name -> header(message, name).map(value -> name + ": " + value).stream())
                .collect(Collectors.joining("\n"));
    }

    private static Optional<String> header(MimeMessage message, String name) {
        try {
            return Optional.ofNullable(message.getHeader(name, ", ")).map(MailText::decoded);
        } catch (MessagingException e) {
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
}
