package io.amparo.notification.delivery;

import io.amparo.notification.audience.Recipient;
import io.amparo.notification.template.Mail;
import io.amparo.notification.template.MailModel;
import io.amparo.platform.store.EventOrigin;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Sends a mail to one person because of one event. Idempotent. The insert also acquires the lease of the first attempt, so the
 * mail is sent immediately. If no permit is free, the delivery waits in the store for the ticker. Campaign mails always wait, for
 * a ticker of their own, so a notice to 10,000 contacts delays no receipt and no retry.
 */
public final class RequestDelivery {

    /** Content and recipient of a mail, and the event that causes it. */
    public record Command(EventOrigin origin, Instant causedAt, Recipient recipient, RelatedResource about,
            @Nullable String campaign, MailModel model) {
        public Command to(Recipient newRecipient) {
            return new Command(origin, causedAt, newRecipient, about, campaign, model);
        }
    }

    private final Deliveries deliveries;
    private final SendDelivery sendDelivery;
    private final BoundedMailExecutor mailExecutor;
    private final Runnable triggerTicker;
    private final Runnable triggerCampaignTicker;
    private final Vendor vendor;
    private final Clock clock;

    /**
     * @param triggerTicker runs when a delivery waits for the ticker
     * @param triggerCampaignTicker the same for a delivery of a campaign
     */
    RequestDelivery(Deliveries deliveries, SendDelivery sendDelivery, BoundedMailExecutor mailExecutor, Runnable triggerTicker,
            Runnable triggerCampaignTicker, Vendor vendor, Clock clock) {
        this.deliveries = deliveries;
        this.sendDelivery = sendDelivery;
        this.mailExecutor = mailExecutor;
        this.triggerTicker = triggerTicker;
        this.triggerCampaignTicker = triggerCampaignTicker;
        this.vendor = vendor;
        this.clock = clock;
    }

    /** Requests a mail that waits in the store until an instant; the sweep of the ticker finds it. */
    public void handle(Command command, Instant notBefore) {
        var delivery = Delivery.of(message(command), vendor.domain(), clock.instant()).notBefore(notBefore);
        deliveries.insert(delivery.id(), "requested", delivery.unchanged());
    }

    public void handle(Command command) {
        var delivery = Delivery.of(message(command), vendor.domain(), clock.instant());
        if (command.campaign() != null || !mailExecutor.tryAcquire()) {
            var trigger = command.campaign() == null ? triggerTicker : triggerCampaignTicker;
            if (deliveries.insert(delivery.id(), "requested", delivery.unchanged())) trigger.run();
            return;
        }
        var started = false;
        try {
            var attempt = sendDelivery.firstAttempt(delivery);
            started = deliveries.insert(delivery.id(), "requested", attempt);
            if (started) mailExecutor.execute(() -> sendDelivery.handle(attempt.state()));
        } finally {
            if (!started) mailExecutor.release();
        }
    }

    /** Whether the mail of this command was requested before. */
    public boolean isRequested(Command command) {
        return deliveries.find(Delivery.idOf(command.origin().causation(), command.recipient().id())).isPresent();
    }

    /** Adds what every text may name: its recipient and the vendor. */
    public MailModel complete(MailModel model, String recipientName) {
        return model.with("name", recipientName).with("vendor", vendor.name());
    }

    private Message message(Command command) {
        var recipient = command.recipient();
        var model = complete(command.model(), recipient.name());
        return new Message(command.origin(), command.causedAt(), recipient, command.about(), command.campaign(), model.template(),
                Mail.render(model, recipient.language(), recipient.zone()));
    }
}
