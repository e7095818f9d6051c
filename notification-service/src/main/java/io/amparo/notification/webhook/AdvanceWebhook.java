package io.amparo.notification.webhook;

import io.amparo.notification.webhook.WebhookReplay.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What an endpoint waits for: its owner learns that it is disabled, and a replay makes its next page of messages due. */
final class AdvanceWebhook {
    private static final int PAGE = 200;
    /** One instance at a time advances an endpoint; after a crash another one goes on. */
    private static final Duration CLAIM = Duration.ofSeconds(30);

    private final Webhooks webhooks;
    private final WebhookDeliveries deliveries;
    private final NotifyWebhookOwner notifyOwner;
    private final Subscriptions subscriptions;
    private final Runnable trigger;
    private final Clock clock;

    /** @param trigger runs when there are due messages */
    AdvanceWebhook(Webhooks webhooks, WebhookDeliveries deliveries, NotifyWebhookOwner notifyOwner, Subscriptions subscriptions,
            Runnable trigger, Clock clock) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.notifyOwner = notifyOwner;
        this.subscriptions = subscriptions;
        this.trigger = trigger;
        this.clock = clock;
    }

    void handle(String id) {
        var now = clock.instant();
        if (!webhooks.claim(id, now, now.plus(CLAIM))) return;
        if (advance(id, now)) subscriptions.changed();
    }

    /** Returns whether the endpoint has changed. */
    private boolean advance(String id, Instant now) {
        var found = webhooks.find(id).orElse(null);
        if (found == null) return false;
        var webhook = found.state();
        var changed = false;
        var disabling = webhook.disabling();
        if (disabling != null && !disabling.notified()) {
            notifyOwner.handle(webhook, disabling, now);
            changed = webhooks.update(id, "notified/" + disabling.at(), current -> current.ownerNotified().toChange(now));
        }
        var replay = webhook.replay();
        if (replay != null && replay.isRunning()) changed |= advance(id, replay, now);
        return changed;
    }

    /** Makes the messages due before it records the position: a crash between makes them due once more. */
    private boolean advance(String id, WebhookReplay replay, Instant now) {
        var page = deliveries.ofPeriod(id, replay, PAGE);
        if (!page.isEmpty()) {
            deliveries.requeue(page.stream().map(WebhookDelivery::id).toList(), now);
            trigger.run();
        }
        return webhooks.update(id, "replay/" + replay.id() + "/" + replay.lastId() + "/" + page.size(), current -> {
            var present = current.replay();
            if (present == null || !present.equals(replay)) return current.toChange(now);
            return current.with(after(replay, page)).toChange(now);
        });
    }

    private static WebhookReplay after(WebhookReplay replay, List<WebhookDelivery> page) {
        if (page.isEmpty()) return replay.ended(State.COMPLETED);
        var advanced = replay.advanced(page.size(), page.getLast().eventAt(), page.getLast().id());
        return page.size() < PAGE ? advanced.ended(State.COMPLETED) : advanced;
    }
}
