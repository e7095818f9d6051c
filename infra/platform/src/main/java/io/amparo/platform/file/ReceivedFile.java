package io.amparo.platform.file;

import io.amparo.platform.web.ApiException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A file that was received and not stored yet. Its content is on the disk, never as a whole in memory. */
public record ReceivedFile(Description description, Content content) {
    private static final int BUFFER_SIZE = 64 * 1024;

    /** Opens the content from its beginning, any number of times. */
    @FunctionalInterface
    public interface Content {
        InputStream open() throws IOException;
    }

    /**
     * @param name safe in each header and as the name of a file
     * @param type media type by content
     * @param sha256 hash of the content in hexadecimal digits
     */
    public record Description(String name, String type, long size, String sha256) {}

    /**
     * Reads the content once.
     *
     * @param givenName name as the caller has sent it
     * @throws ApiException 422 if the file is empty
     */
    public static ReceivedFile of(@Nullable String givenName, Content content) throws IOException {
        var name = FileName.clean(givenName);
        var digest = sha256();
        try (var hashing = new DigestInputStream(new BufferedInputStream(content.open(), BUFFER_SIZE), digest)) {
            // Looking at the beginning must not count for the hash.
            hashing.on(false);
            var type = FileType.detect(hashing, name);
            hashing.on(true);
            long size = hashing.transferTo(OutputStream.nullOutputStream());
            if (size == 0) throw ApiException.invalid("file", "required");
            return new ReceivedFile(new Description(name, type, size, HexFormat.of().formatHex(digest.digest())), content);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }
}
