package io.amparo.platform.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.platform.Adapter;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs links that download a file for one minute, so that a browser can save it without a token (HMAC-SHA256). */
@Adapter
public final class DownloadLinks {
    static final Duration VALIDITY = Duration.ofMinutes(1);
    private static final String ALGORITHM = "HmacSHA256";

    /** @param href path and query at the gateway */
    public record DownloadLink(String href, Instant expiresAt) {}

    private final String path;
    private final SecretKeySpec key;

    DownloadLinks(String path, String key) {
        this.path = path;
        this.key = new SecretKeySpec(key.getBytes(UTF_8), ALGORITHM);
    }

    public DownloadLink create(String fileId, Instant now) {
        var expiresAt = now.plus(VALIDITY).truncatedTo(ChronoUnit.SECONDS);
        long expires = expiresAt.getEpochSecond();
        return new DownloadLink("%s/%s?expires=%d&signature=%s".formatted(path, fileId, expires, signature(fileId, expires)),
                expiresAt);
    }

    /** Compares in a time that does not depend on the signatures. */
    boolean isSigned(String fileId, long expires, String signature) {
        return MessageDigest.isEqual(signature(fileId, expires).getBytes(UTF_8), signature.getBytes(UTF_8));
    }

    private String signature(String fileId, long expires) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Base64.getUrlEncoder().withoutPadding()
                    .encodeToString(mac.doFinal((path + "/" + fileId + "\n" + expires).getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JVM has " + ALGORITHM, e);
        }
    }
}
