package io.amparo.notification.delivery;

import io.amparo.notification.audience.Recipient;
import io.amparo.notification.template.Letter;
import io.amparo.notification.template.Mail;
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
    public record Command(String cause, Instant causedAt, Recipient recipient, About about, @Nullable String campaign,
            Letter letter) {}

    private final Deliveries deliveries;
    private final SendDelivery sending;
    private final Couriers couriers;
    private final Runnable waiting;
    private final Vendor vendor;
    private final Clock clock;

    /** @param waiting runs when a delivery waits for the ticker */
    RequestDelivery(Deliveries deliveries, SendDelivery sending, Couriers couriers, Runnable waiting, Vendor vendor,
            Clock clock) {
        this.deliveries = deliveries;
        this.sending = sending;
        this.couriers = couriers;
        this.waiting = waiting;
        this.vendor = vendor;
        this.clock = clock;
    }

    public void handle(Command command) {
        var delivery = Delivery.of(message(command), vendor.domain(), clock.instant());
        if (command.campaign() != null || !couriers.engage()) {
            if (deliveries.insert(delivery.id(), "requested", delivery.unchanged())) waiting.run();
            return;
        }
        var under = false;
        try {
            var attempt = delivery.attempt(clock.instant(), sending.patience());
            under = deliveries.insert(delivery.id(), "requested", attempt);
            if (under) couriers.send(() -> sending.handle(attempt.state()));
        } finally {
            if (!under) couriers.dismiss();
        }
    }

    private Message message(Command command) {
        var recipient = command.recipient();
        var letter = command.letter().with("name", recipient.name()).with("vendor", vendor.name());
        return new Message(command.cause(), command.causedAt(), recipient, command.about(), command.campaign(), letter.template(),
                Mail.write(letter, recipient.language(), recipient.zone()));
    }
}
