package io.amparo.notification.webhook;

import io.amparo.notification.webhook.WebhookDisabling.Reason;
import io.amparo.notification.webhook.WebhookReplay.State;
import io.amparo.notification.webhook.transport.WebhookSecret;
import io.amparo.platform.Adapter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An endpoint. */
@Adapter
record WebhookResponse(String id, @Schema(description = "Missing for an endpoint of the vendor") @Nullable String customer,
        String url, List<String> events, @Nullable String description, WebhookState state, @Nullable Reason disabledReason,
        @Nullable Instant disabledAt,
        @Schema(description = "First failure since the last success") @Nullable Instant failingSince,
        @Schema(description = "Until when the previous secret signs too") @Nullable Instant previousSecretUntil,
        @Schema(description = "The last replay") @Nullable Replay replay,
        @Schema(description = "Only in the response that created or rotated it: store it now") @Nullable String secret,
        Instant createdAt, @Schema(description = "Person who created it and is notified when it is disabled") String createdBy) {

    /** Progress of a replay. */
    record Replay(Instant from, Instant to, State state,
            @Schema(description = "Messages that were made due once more so far") int queued) {}

    /** @param shown a new secret, which is shown once; null for none */
    static WebhookResponse of(Webhook webhook, Instant now, @Nullable WebhookSecret shown) {
        var disabling = webhook.disabling();
        var replay = webhook.replay();
        return new WebhookResponse(webhook.id(), webhook.customerId(), webhook.url(),
                webhook.eventTypes().stream().sorted().toList(), webhook.description(), webhook.state(),
                disabling == null ? null : disabling.reason(), disabling == null ? null : disabling.at(), webhook.failingSince(),
                webhook.secrets().stream().filter(key -> key.isValidAt(now)).map(Webhook.Key::expiresAt).filter(Objects::nonNull)
                        .max(Instant::compareTo).orElse(null),
                replay == null ? null : new Replay(replay.from(), replay.to(), replay.state(), replay.queued()),
                shown == null ? null : shown.text(), webhook.createdAt(), webhook.owner());
    }
}
