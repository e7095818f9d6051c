package io.amparo.local.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Stores the newest mails, each in a file of its own, with one folder per mailbox. Memory holds only what a list shows, so its
 * size does not depend on the size of the mails. A mail beyond the limits of number and bytes expires: its file is deleted.
 */
final class MailStore {
    private static final String INCOMPLETE = ".half";
    private static final int MAX_FOLDER_NAME = 200;

    /** Limits of all stored mails together; the oldest mails expire first. */
    record Limits(int mails, long bytes) {
        static final Limits DEFAULT = new Limits(10_000, 1L << 30);
    }

    private final Path dir;
    private final Clock clock;
    private final Limits limits;
    private final AtomicLong incomplete = new AtomicLong();
    /** By uid, oldest first. */
    private final TreeMap<Long, StoredMail> mails = new TreeMap<>();
    private Consumer<StoredMail> listener = _ -> {};
    private long lastUid;
    private long bytes;

    private MailStore(Path dir, Clock clock, Limits limits) {
        this.dir = dir;
        this.clock = clock;
        this.limits = limits;
    }

    /** Opens the store with the newest mails of the folder. Deletes older ones and incomplete files. */
    static MailStore open(Path dir, Clock clock, Limits limits) {
        var store = new MailStore(dir, clock, limits);
        try {
            Files.createDirectories(dir);
            store.load();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the mail folder " + dir, e);
        }
        return store;
    }

    /** Returns whether the address can name a mailbox, which is a folder on disk. */
    static boolean isMailbox(String address) {
        return address.contains("@") && folderName(address).length() <= MAX_FOLDER_NAME;
    }

    /** Calls the listener after each delivery, in the order of delivery. */
    synchronized void onDelivery(Consumer<StoredMail> newListener) {
        listener = newListener;
    }

    /** Writes the message to a file for each mailbox before it returns. Never holds the body in memory. */
    void deliver(List<String> mailboxes, InputStream message) throws IOException {
        var file = newIncompleteFile();
        try {
            Files.copy(message, file);
            for (var mailbox : mailboxes.subList(1, mailboxes.size())) {
                add(mailbox, Files.copy(file, newIncompleteFile()));
            }
            add(mailboxes.getFirst(), file);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** Returns at most {@code count} mails before the given one, newest first, optionally of one mailbox only. */
    synchronized List<StoredMail> newest(Optional<String> mailbox, long beforeUid, int count) {
        return mails.headMap(beforeUid, false).descendingMap().values().stream()
                .filter(mail -> mailbox.map(mail.mailbox()::equalsIgnoreCase).orElse(true)).limit(count).toList();
    }

    synchronized long count(Optional<String> mailbox) {
        return mailbox.isEmpty() ? mails.size() : uids(mailbox.get()).length;
    }

    /** Returns the uids of a mailbox, oldest first. A uid is unique in the store. */
    synchronized long[] uids(String mailbox) {
        return mails.values().stream().filter(mail -> mail.mailbox().equalsIgnoreCase(mailbox)).mapToLong(StoredMail::uid)
                .toArray();
    }

    synchronized long nextUid() {
        return lastUid + 1;
    }

    synchronized Optional<StoredMail> find(long uid) {
        return Optional.ofNullable(mails.get(uid));
    }

    Path file(StoredMail mail) {
        return dir.resolve(folderName(mail.mailbox())).resolve(mail.id().fileName());
    }

    private static String folderName(String mailbox) {
        return URLEncoder.encode(mailbox, StandardCharsets.UTF_8);
    }

    private Path newIncompleteFile() {
        return dir.resolve(incomplete.incrementAndGet() + INCOMPLETE);
    }

    private synchronized void add(String mailbox, Path complete) throws IOException {
        // Never earlier than the newest mail: the order of the ids is the order of delivery.
        long newestMillis = mails.isEmpty() ? 0 : mails.lastEntry().getValue().id().millis();
        var id = new MailId(Math.max(clock.millis(), newestMillis), nextUid());
        var mail = StoredMail.read(complete, id.number(), id, mailbox.toLowerCase(Locale.ROOT));
        Files.createDirectories(file(mail).getParent());
        Files.move(complete, file(mail), StandardCopyOption.ATOMIC_MOVE);
        index(mail);
        expire();
        listener.accept(mail);
    }

    private void index(StoredMail mail) {
        lastUid = mail.uid();
        bytes += mail.bytes();
        mails.put(mail.uid(), mail);
    }

    private void expire() throws IOException {
        while (mails.size() > limits.mails() || bytes > limits.bytes()) {
            var oldest = mails.pollFirstEntry().getValue();
            bytes -= oldest.bytes();
            Files.deleteIfExists(file(oldest));
            deleteIfEmpty(file(oldest).getParent());
        }
    }

    private static void deleteIfEmpty(Path folder) throws IOException {
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException hasOtherMails) {
            // The folder is deleted with its last mail.
        }
    }

    private void load() throws IOException {
        for (var entry : newestFiles().entrySet()) {
            var mailbox = URLDecoder.decode(entry.getValue().getParent().getFileName().toString(), StandardCharsets.UTF_8);
            // An earlier version used a number twice.
            long uid = Math.max(nextUid(), entry.getKey().number());
            index(StoredMail.read(entry.getValue(), uid, entry.getKey(), mailbox));
        }
        expire();
    }

    /** Returns the newest files in the order of delivery and deletes the others, so that only the newest names are in memory. */
    private TreeMap<MailId, Path> newestFiles() throws IOException {
        var newest = new TreeMap<MailId, Path>();
        try (var files = Files.walk(dir)) {
            for (var file : (Iterable<Path>) files::iterator) {
                MailId.ofFile(file).ifPresent(id -> newest.put(id, file));
                if (newest.size() > limits.mails()) Files.delete(newest.pollFirstEntry().getValue());
                if (file.toString().endsWith(INCOMPLETE)) Files.delete(file);
            }
        }
        return newest;
    }
}
