package io.amparo.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** Ids that are computed from a text, so that every repetition and every instance computes the same one. */
public final class Ids {

    /** Returns a UUID of version 3. */
    public static String uuidOf(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(UTF_8)).toString();
    }

    /** Returns the first bytes of the SHA-256 hash of a text in hexadecimal. */
    public static String sha256Of(String text, int bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)), 0, bytes);
        } catch (NoSuchAlgorithmException e) { // every Java platform has SHA-256
            throw new IllegalStateException(e);
        }
    }

    private Ids() {}
}
