package io.amparo.notification.webhook;

import io.amparo.events.EventCodec;
import io.amparo.notification.webhook.event.PublicEvent;
import io.amparo.notification.webhook.event.PublicEvents;
import io.amparo.notification.webhook.event.WebhookPayload;
import io.amparo.platform.Adapter;
import io.amparo.platform.consume.ReceivedRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Records a message for each public event and each endpoint that may get it. It returns after the messages are stored, and the
 * consumer commits its position later: a crash between repeats the events, whose messages have the same ids.
 */
@Adapter
final class RecordWebhooks {
    private static final int BATCH = 100;

    private final EventCodec codec;
    private final Subscriptions subscriptions;
    private final WebhookDeliveries deliveries;
    private final Runnable trigger;
    private final Duration retention;
    private final Clock clock;

    /** @param trigger runs when there are new messages */
    RecordWebhooks(EventCodec codec, Subscriptions subscriptions, WebhookDeliveries deliveries, Runnable trigger,
            Duration retention, Clock clock) {
        this.codec = codec;
        this.subscriptions = subscriptions;
        this.deliveries = deliveries;
        this.trigger = trigger;
        this.retention = retention;
        this.clock = clock;
    }

    void handle(List<ReceivedRecord> records) {
        var webhooks = subscriptions.all().values();
        if (webhooks.isEmpty()) return;
        var batch = new ArrayList<WebhookDelivery>();
        var added = false;
        for (var record : records) {
            messages(record, webhooks).forEach(batch::add);
            if (batch.size() >= BATCH) added |= flush(batch);
        }
        if (flush(batch) || added) trigger.run();
    }

    private boolean flush(List<WebhookDelivery> batch) {
        if (batch.isEmpty()) return false;
        deliveries.addNew(batch);
        batch.clear();
        return true;
    }

    private Stream<WebhookDelivery> messages(ReceivedRecord record, Collection<Webhook> webhooks) {
        return codec.type(record.headers()).flatMap(PublicEvents::find)
                .map(type -> messages(record, type,
                        webhooks.stream().filter(webhook -> PublicEvents.includes(webhook.eventTypes(), type.type())).toList()))
                .orElseGet(Stream::empty);
    }

    private Stream<WebhookDelivery> messages(ReceivedRecord record, PublicEvent type, List<Webhook> subscribed) {
        if (subscribed.isEmpty()) return Stream.empty();
        var event = codec.read(record.headers(), record.body());
        var payload = new WebhookPayload(type, event, record.body());
        var now = clock.instant();
        return subscribed.stream().filter(webhook -> webhook.records(type.type(), event.time(), now, retention))
                .flatMap(webhook -> payload.bodyFor(webhook.customerId())
                        .map(body -> message(webhook, event.cause(), type, event.time(), body, now)).stream());
    }

    private static WebhookDelivery message(Webhook webhook, String cause, PublicEvent type, Instant at, String body,
            Instant now) {
        return WebhookDelivery.of(webhook, cause, type.type(), at, body, now);
    }
}
