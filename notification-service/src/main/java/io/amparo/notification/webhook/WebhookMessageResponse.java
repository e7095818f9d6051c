package io.amparo.notification.webhook;

import io.amparo.notification.webhook.WebhookDelivery.State;
import io.amparo.notification.webhook.transport.WebhookAnswer.Failure;
import io.amparo.platform.Adapter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message in the log of an endpoint. */
@Adapter
record WebhookMessageResponse(String id,
        @Schema(description = "The header webhook-id, the same in all attempts and replays") String messageId, String event,
        Instant eventAt, Instant recordedAt, State state, @Nullable Instant nextAttemptAt,
        @Schema(description = "The newest 20, oldest first") List<Attempt> attempts) {

    /** An attempt to send a message. */
    record Attempt(Instant at, long durationMillis,
            @Schema(description = "Missing if the receiver accepted the message") @Nullable Failure failure,
            @Schema(description = "Status of the answer; missing if there was none") @Nullable Integer status,
            @Schema(description = "Beginning of an answer that refused the message, at most 1 KiB") @Nullable String excerpt) {
        static Attempt of(WebhookAttempt attempt) {
            return new Attempt(attempt.at(), attempt.duration().toMillis(), attempt.failure(), attempt.status(),
                    attempt.excerpt());
        }
    }

    static WebhookMessageResponse of(WebhookDelivery delivery) {
        return new WebhookMessageResponse(delivery.id(), delivery.messageId(), delivery.type(), delivery.eventAt(),
                delivery.recordedAt(), delivery.state(), delivery.dueAt(),
                delivery.attempts().stream().map(Attempt::of).toList());
    }
}
