package io.amparo.notification.delivery;

import io.amparo.notification.audience.Recipient;
import io.amparo.notification.template.Mail;
import io.amparo.notification.template.MailModel;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Sends a mail to one person because of one event. Idempotent. The insert also acquires the lease of the first attempt, so the
 * mail is sent immediately. If no permit is free, the delivery waits in the store for the ticker. Campaign mails always wait, so
 * a notice to 10,000 contacts does not delay a receipt.
 */
public final class RequestDelivery {

    /** Content and recipient of a mail, and the event that causes it. */
    public record Command(String cause, Instant causedAt, Recipient recipient, RelatedResource about, @Nullable String campaign,
            MailModel model) {}

    private final Deliveries deliveries;
    private final SendDelivery sendDelivery;
    private final BoundedMailExecutor mailExecutor;
    private final Runnable triggerTicker;
    private final Vendor vendor;
    private final Clock clock;

    /** @param triggerTicker runs when a delivery waits for the ticker */
    RequestDelivery(Deliveries deliveries, SendDelivery sendDelivery, BoundedMailExecutor mailExecutor, Runnable triggerTicker,
            Vendor vendor, Clock clock) {
        this.deliveries = deliveries;
        this.sendDelivery = sendDelivery;
        this.mailExecutor = mailExecutor;
        this.triggerTicker = triggerTicker;
        this.vendor = vendor;
        this.clock = clock;
    }

    public void handle(Command command) {
        var delivery = Delivery.of(message(command), vendor.domain(), clock.instant());
        if (command.campaign() != null || !mailExecutor.tryAcquire()) {
            if (deliveries.insert(delivery.id(), "requested", delivery.unchanged())) triggerTicker.run();
            return;
        }
        var started = false;
        try {
            var attempt = delivery.attempt(clock.instant(), sendDelivery.retrySchedule());
            started = deliveries.insert(delivery.id(), "requested", attempt);
            if (started) mailExecutor.execute(() -> sendDelivery.handle(attempt.state()));
        } finally {
            if (!started) mailExecutor.release();
        }
    }

    private Message message(Command command) {
        var recipient = command.recipient();
        var model = command.model().with("name", recipient.name()).with("vendor", vendor.name());
        return new Message(command.cause(), command.causedAt(), recipient, command.about(), command.campaign(), model.template(),
                Mail.render(model, recipient.language(), recipient.zone()));
    }
}
