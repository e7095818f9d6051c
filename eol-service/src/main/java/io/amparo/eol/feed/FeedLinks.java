package io.amparo.eol.feed;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.amparo.platform.Adapter;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs the links of personal feeds (HMAC-SHA256). A link has the id of the feed, 144 random bits, and the signature. A guessed
 * or changed link is refused without a read of the store.
 */
@Adapter
final class FeedLinks {
    static final int KEY_BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";
    private static final int ID_BYTES = 18;
    private static final int ID_LENGTH = 24;
    private static final int TOKEN_LENGTH = ID_LENGTH + 43;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    FeedLinks(byte[] key) {
        if (key.length < KEY_BYTES) throw new IllegalArgumentException("Key of the feed links is too short");
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    String newId() {
        var bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return text(bytes);
    }

    /** Returns the last part of the address of a feed, without the name extension. */
    String token(String feedId) {
        return feedId + text(signature(feedId));
    }

    /** Returns the id of the feed; empty if the token is not signed. Compares in a time that does not depend on the token. */
    Optional<String> verify(String token) {
        if (token.length() != TOKEN_LENGTH) return Optional.empty();
        var id = token.substring(0, ID_LENGTH);
        return MessageDigest.isEqual(token(id).getBytes(US_ASCII), token.getBytes(US_ASCII)) ? Optional.of(id) : Optional.empty();
    }

    private byte[] signature(String feedId) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(feedId.getBytes(US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JVM has " + ALGORITHM, e);
        }
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
