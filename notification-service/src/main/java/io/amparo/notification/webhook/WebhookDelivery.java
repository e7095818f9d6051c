package io.amparo.notification.webhook;

import io.amparo.platform.Ids;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event for one endpoint. The ids are hashes of the event, so an event that arrives twice is one message.
 *
 * @param messageId {@code webhook-id}, the same in all attempts and replays
 * @param body the very bytes that each attempt sends, as text
 * @param attempts the newest 20
 * @param failures failed attempts since the message was last made due by an event, a retry or a replay
 * @param firstAttemptAt first attempt since then; null before it
 * @param dueAt time of the next attempt; during an attempt, the end of its lease; null if none follows
 * @param lease id of the running or last attempt; null before the first
 */
record WebhookDelivery(String id, String webhookId, String messageId, String type, Instant eventAt, Instant recordedAt,
        String body, State state, List<WebhookAttempt> attempts, int failures, @Nullable Instant firstAttemptAt,
        @Nullable Instant dueAt, @Nullable String lease) {
    private static final int HASH_BYTES = 16;

    /** State of a message. */
    enum State {
        PENDING, DELIVERED,
        /** No attempt is left. */
        FAILED,
        /** The endpoint is disabled; a replay sends the message. */
        HELD
    }

    WebhookDelivery {
        attempts = List.copyOf(attempts);
    }

    /**
     * Records an event. It is due at once, also if the endpoint seems to be disabled: only the dispatcher, which reads the
     * endpoint afterwards, knows that it was not activated meanwhile.
     */
    static WebhookDelivery of(Webhook webhook, String cause, String type, Instant eventAt, String body, Instant now) {
        var hash = Ids.sha256Of(cause, HASH_BYTES);
        return new WebhookDelivery(webhook.id() + "-" + hash, webhook.id(), "msg_" + hash, type, eventAt, now, body,
                State.PENDING, List.of(), 0, null, now, null);
    }
}
