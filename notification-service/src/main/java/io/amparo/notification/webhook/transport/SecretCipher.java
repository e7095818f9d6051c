package io.amparo.notification.webhook.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts the secrets in the store (AES-GCM), if a key is configured. A stored text shows whether it is encrypted, so a key can
 * be introduced later.
 */
public final class SecretCipher {
    private static final String ENCRYPTED = "aes-gcm:";
    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final @Nullable SecretKeySpec key;

    /**
     * @param key 16, 24 or 32 bytes in Base64; null or blank stores the secrets as they are
     * @throws IllegalArgumentException if the key is neither
     */
    public SecretCipher(@Nullable String key) {
        this.key = key == null || key.isBlank() ? null : new SecretKeySpec(decode(key.strip()), "AES");
    }

    private static byte[] decode(String key) {
        var bytes = Base64.getDecoder().decode(key);
        if (bytes.length != 16 && bytes.length != 24 && bytes.length != 32)
            throw new IllegalArgumentException(
                    "The encryption key of webhooks has %d bytes, not 16, 24 or 32".formatted(bytes.length));
        return bytes;
    }

    public String encrypt(WebhookSecret secret) {
        if (key == null) return secret.text();
        var nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        var encrypted = apply(Cipher.ENCRYPT_MODE, key, nonce, secret.text().getBytes(UTF_8));
        return ENCRYPTED + Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(nonce.length + encrypted.length).put(nonce).put(encrypted).array());
    }

    /** @throws IllegalStateException if the text was encrypted with another key */
    public WebhookSecret decrypt(String stored) {
        if (!stored.startsWith(ENCRYPTED)) return new WebhookSecret(stored);
        if (key == null) throw new IllegalStateException("A stored secret is encrypted, but no key is configured");
        var bytes = ByteBuffer.wrap(Base64.getDecoder().decode(stored.substring(ENCRYPTED.length())));
        var nonce = new byte[NONCE_BYTES];
        var encrypted = new byte[bytes.remaining() - NONCE_BYTES];
        bytes.get(nonce).get(encrypted);
        return new WebhookSecret(new String(apply(Cipher.DECRYPT_MODE, key, nonce, encrypted), UTF_8));
    }

    private static byte[] apply(int mode, SecretKeySpec key, byte[] nonce, byte[] input) {
        try {
            var cipher = Cipher.getInstance(ALGORITHM);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A secret of a webhook cannot be encrypted or decrypted", e);
        }
    }
}
