package io.amparo.local.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Stores every delivered mail in a file of its own, with one folder per mailbox. */
final class MailStore {
    private static final String SUFFIX = ".eml";

    private final Path dir;
    private final Clock clock;
    private final AtomicInteger sequence = new AtomicInteger();
    /** By id, newest first: the id begins with the time of delivery. */
    private final ConcurrentSkipListMap<String, StoredMail> mails = new ConcurrentSkipListMap<>(Comparator.reverseOrder());

    MailStore(Path dir, Clock clock) {
        this.dir = dir;
        this.clock = clock;
        load();
    }

    /** Writes the mail to its file before it returns. */
    StoredMail save(String mailbox, MimeMessage message) {
        var at = clock.instant();
        var id = "%015d-%06d".formatted(at.toEpochMilli(), sequence.incrementAndGet());
        var file = dir.resolve(URLEncoder.encode(mailbox.toLowerCase(Locale.ROOT), StandardCharsets.UTF_8)).resolve(id + SUFFIX);
        try {
            Files.createDirectories(file.getParent());
            var temporary = file.resolveSibling(id + ".half");
            try (var out = Files.newOutputStream(temporary)) {
                message.writeTo(out);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot store a mail in " + file, e);
        } catch (MessagingException e) {
            throw new IllegalStateException("Cannot store a mail in " + file, e);
        }
        return addToIndex(file, message);
    }

    /** Returns the mails, newest first, optionally of one mailbox only. */
    List<StoredMail> list(Optional<String> mailbox) {
        return mails.values().stream().filter(mail -> mailbox.map(mail.mailbox()::equalsIgnoreCase).orElse(true)).toList();
    }

    Optional<StoredMail> find(String id) {
        return Optional.ofNullable(mails.get(id));
    }

    private void load() {
        if (Files.notExists(dir)) {
            return;
        }
        try (var files = Files.walk(dir)) {
            files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .forEach(file -> addToIndex(file, StoredMail.read(file)));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the mail folder " + dir, e);
        }
    }

    private StoredMail addToIndex(Path file, MimeMessage message) {
        var name = file.getFileName().toString();
        var id = name.substring(0, name.length() - SUFFIX.length());
        var mailbox = URLDecoder.decode(file.getParent().getFileName().toString(), StandardCharsets.UTF_8);
        var mail = StoredMail.of(id, mailbox, Instant.ofEpochMilli(Long.parseLong(id.substring(0, id.indexOf('-')))), file,
                message);
        mails.put(id, mail);
        return mail;
    }
}
