package io.amparo.notification.delivery;

import io.amparo.notification.audience.Recipient;
import io.amparo.notification.template.Letter;
import io.amparo.notification.template.Mail;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Tells one person of one event; safe to repeat. The write takes the lease of the first attempt along, so that the mail is under
 * way at once. Where all couriers are out it waits in the store for the ticker, as all of a campaign does: a notice to ten
 * thousand must not hold up a receipt.
 */
public final class RequestDelivery {

    /** What is to be said, to whom, because of which event. */
    public record Command(String cause, Instant causedAt, Recipient recipient, About about, @Nullable String campaign,
            Letter letter) {}

    private final Deliveries deliveries;
    private final SendDelivery sending;
    private final Couriers couriers;
    private final Runnable waiting;
    private final Vendor vendor;
    private final Clock clock;

    /** @param waiting is told when something waits for the ticker */
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
