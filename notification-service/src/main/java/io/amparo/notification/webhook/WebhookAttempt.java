package io.amparo.notification.webhook;

import io.amparo.notification.webhook.transport.WebhookAnswer.Failure;
import io.amparo.notification.webhook.transport.WebhookAnswer;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt in the log of a message.
 *
 * @param failure null if the receiver accepted the message
 */
record WebhookAttempt(Instant at, Duration duration, @Nullable Failure failure, @Nullable Integer status,
        @Nullable String excerpt) {
    static WebhookAttempt of(WebhookAnswer answer, Instant at, Instant end) {
        return new WebhookAttempt(at, Duration.between(at, end), answer.failure(), answer.status(), answer.excerpt());
    }
}
