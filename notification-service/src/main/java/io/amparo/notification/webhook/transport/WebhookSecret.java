package io.amparo.notification.webhook.transport;

import java.security.SecureRandom;
import java.util.Base64;

/** A signing secret in the form of the Standard Webhooks specification: {@code whsec_} and 24 to 64 bytes in Base64. */
public record WebhookSecret(String text) {
    private static final String PREFIX = "whsec_";
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    public static WebhookSecret random() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new WebhookSecret(PREFIX + Base64.getEncoder().encodeToString(bytes));
    }

    /** Returns the key of the signature: the bytes, not their text. */
    byte[] key() {
        return Base64.getDecoder().decode(text.substring(PREFIX.length()));
    }

    /** A secret is in no log. */
    @Override
    public String toString() {
        return PREFIX + "(hidden)";
    }
}
