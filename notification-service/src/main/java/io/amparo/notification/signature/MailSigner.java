package io.amparo.notification.signature;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.platform.Adapter;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs short texts with HMAC-SHA256. The purpose is part of the signed text, so a signature of one purpose is worthless for
 * another. Signatures are hexadecimal in lower case, because mail servers may change the case of an address.
 */
@Adapter
public final class MailSigner {
    static final int KEY_BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";

    private final Supplier<byte[]> keys;
    private volatile byte[] key = {};

    /** @param keys asked once, when the first text is signed, so that a start does not wait for the store */
    public MailSigner(Supplier<byte[]> keys) {
        this.keys = keys;
    }

    /** @param length number of hexadecimal digits */
    String sign(String purpose, String text, int length) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key(), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal((purpose + "\n" + text).getBytes(UTF_8))).substring(0, length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JVM has " + ALGORITHM, e);
        }
    }

    /** Compares in a time that does not depend on the signature. */
    boolean isValid(String purpose, String text, String signature, int length) {
        return MessageDigest.isEqual(sign(purpose, text, length).getBytes(US_ASCII), signature.getBytes(UTF_8));
    }

    private byte[] key() {
        if (key.length == 0) {
            var read = keys.get();
            if (read.length < KEY_BYTES) throw new IllegalStateException("Key of signed addresses is too short");
            key = read;
        }
        return key;
    }
}
