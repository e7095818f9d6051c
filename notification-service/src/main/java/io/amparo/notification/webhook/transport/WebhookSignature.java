package io.amparo.notification.webhook.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The symmetric signature ({@code v1}) of the Standard Webhooks specification. */
final class WebhookSignature {
    private static final String ALGORITHM = "HmacSHA256";

    private WebhookSignature() {}

    /** Returns one signature per secret, separated by spaces: during a rotation a receiver knows one of two secrets. */
    static String of(List<WebhookSecret> secrets, String messageId, Instant attemptedAt, byte[] body) {
        return secrets.stream().map(secret -> "v1," + signature(secret, messageId, attemptedAt.getEpochSecond(), body))
                .collect(joining(" "));
    }

    private static String signature(WebhookSecret secret, String messageId, long timestamp, byte[] body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.key(), ALGORITHM));
            mac.update((messageId + "." + timestamp + ".").getBytes(UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) { // every Java platform has HmacSHA256
            throw new IllegalStateException(e);
        }
    }
}
