package io.amparo.notification.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.notification.webhook.WebhookDelivery.State;
import io.amparo.notification.webhook.transport.SecretCipher;
import io.amparo.notification.webhook.transport.WebhookAnswer.Failure;
import io.amparo.notification.webhook.transport.WebhookAnswer;
import io.amparo.notification.webhook.transport.WebhookMessage;
import io.amparo.notification.webhook.transport.WebhookSecret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes one attempt of a message, signed with the time of the attempt, and records the outcome. */
final class SendWebhook {
    /** Time limits of a message. */
    record Limits(Duration lease, Duration disableAfter) {}

    private final WebhookDeliveries deliveries;
    private final Webhooks webhooks;
    private final Subscriptions subscriptions;
    private final SecretCipher cipher;
    private final WebhookReceivers receivers;
    private final WebhookRetrySchedule schedule;
    private final Limits limits;
    private final Clock clock;

    SendWebhook(WebhookDeliveries deliveries, Webhooks webhooks, Subscriptions subscriptions, SecretCipher cipher,
            WebhookReceivers receivers, WebhookRetrySchedule schedule, Limits limits, Clock clock) {
        this.deliveries = deliveries;
        this.webhooks = webhooks;
        this.subscriptions = subscriptions;
        this.cipher = cipher;
        this.receivers = receivers;
        this.schedule = schedule;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Returns the secrets that sign now.
     *
     * @throws IllegalStateException if the key of the store is another one; the message waits until the settings are corrected
     */
    List<WebhookSecret> secrets(Webhook webhook, Instant now) {
        return webhook.validSecrets(now).stream().map(cipher::decrypt).toList();
    }

    /** Makes an attempt over the route of the endpoint, and records nothing. */
    WebhookAnswer send(Webhook webhook, WebhookMessage message) {
        return receivers.of(webhook.customerId()).client().send(message);
    }

    void handle(Webhook webhook, WebhookDelivery due) {
        var start = clock.instant();
        var lease = UUID.randomUUID().toString();
        if (!deliveries.lease(due, lease, start, start.plus(limits.lease()))) return;
        var answer = send(webhook,
                new WebhookMessage(webhook.url(), secrets(webhook, start), due.messageId(), start, due.body().getBytes(UTF_8)));
        var end = clock.instant();
        record(webhook, due, lease, WebhookAttempt.of(answer, start, end), answer, end);
    }

    private void record(Webhook webhook, WebhookDelivery due, String lease, WebhookAttempt attempt, WebhookAnswer answer,
            Instant now) {
        if (answer.failure() == null) {
            deliveries.record(due, lease, attempt, State.DELIVERED, due.failures(), null);
            if (webhook.failingSince() != null) update(webhook, "succeeded/" + lease, Webhook::succeeded, now);
            return;
        }
        int failures = due.failures() + 1;
        var next = answer.failure() == Failure.GONE ? null : schedule.next(failures, answer.retryAfter(), now).orElse(null);
        deliveries.record(due, lease, attempt, next == null ? State.FAILED : State.PENDING, failures, next);
        if (answer.failure() == Failure.GONE)
            update(webhook, "gone/" + lease, found -> found.disabled(WebhookDisabling.Reason.GONE, now), now);
        else if (webhook.failingSince() == null || next == null || isFailingTooLong(webhook, now))
            update(webhook, "failed/" + lease,
                    found -> found.failed(exhaustedSince(due, next, attempt.at()), limits.disableAfter(), now), now);
    }

    private boolean isFailingTooLong(Webhook webhook, Instant now) {
        return webhook.failingSince() != null && !webhook.failingSince().plus(limits.disableAfter()).isAfter(now);
    }

    private static @Nullable Instant exhaustedSince(WebhookDelivery due, @Nullable Instant next, Instant attemptedAt) {
        if (next != null) return null;
        return due.firstAttemptAt() == null ? attemptedAt : due.firstAttemptAt();
    }

    private void update(Webhook webhook, String cause, UnaryOperator<Webhook> change, Instant now) {
        try {
            webhooks.update(webhook.id(), cause, found -> change.apply(found).toChange(now));
        } catch (NoSuchElementException deleted) { // its messages are deleted as well
            return;
        } finally {
            subscriptions.changed();
        }
    }
}
