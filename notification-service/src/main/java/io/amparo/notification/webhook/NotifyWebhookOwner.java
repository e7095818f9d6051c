package io.amparo.notification.webhook;

import io.amparo.notification.audience.Customer;
import io.amparo.notification.audience.Customers;
import io.amparo.notification.audience.Recipient;
import io.amparo.notification.delivery.RelatedResource;
import io.amparo.notification.notice.Notify;
import io.amparo.notification.template.LocalizedCode;
import io.amparo.notification.template.MailModel;
import io.amparo.platform.store.EventOrigin;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/**
 * Notifies the owner of a disabled endpoint; if the owner administers the contract no more, its present administrators.
 * Idempotent.
 */
final class NotifyWebhookOwner {
    private final Notify notifier;
    private final Customers customers;

    NotifyWebhookOwner(Notify notifier, Customers customers) {
        this.notifier = notifier;
        this.customers = customers;
    }

    void handle(Webhook webhook, WebhookDisabling disabling, Instant now) {
        var cause = "webhook/%s/disabled/%d".formatted(webhook.id(), disabling.at().toEpochMilli());
        // Without path and query, which may contain a key of the receiver.
        var host = URI.create(webhook.url()).getHost();
        var model = MailModel.of("webhook-disabled").with("host", host).with("disabledAt", disabling.at()).with("disabledReason",
                new LocalizedCode("webhook", disabling.reason().name()));
        for (var person : people(webhook, now))
            notifier.handle(new Notify.Notice(cause, new EventOrigin(cause, null, null), disabling.at(), person,
                    RelatedResource.webhook(webhook.id(), host), model));
    }

    private List<String> people(Webhook webhook, Instant now) {
        if (webhook.customerId() == null) return List.of(webhook.owner());
        var administrators = customers.find(webhook.customerId())
                .map((Customer found) -> found.administratorsAt(now).stream().map(Recipient::id).toList()).orElse(List.of());
        return administrators.contains(webhook.owner()) ? List.of(webhook.owner()) : administrators;
    }
}
