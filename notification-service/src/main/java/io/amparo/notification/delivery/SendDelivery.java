package io.amparo.notification.delivery;

import io.amparo.notification.delivery.Outcome.Accepted;
import io.amparo.notification.delivery.Outcome.Refused;
import io.amparo.notification.delivery.Outcome.Unavailable;
import java.time.Clock;
import java.util.function.Function;

/**
 * Attempts to send a leased delivery and records the outcome. After a crash between the two steps the mail is sent once more when
 * the lease expires, with the same Message-ID.
 */
final class SendDelivery {
    private final Deliveries deliveries;
    private final Function<Delivery, Outcome> mailServer;
    private final DeliveryRetrySchedule retrySchedule;
    private final Clock clock;

    SendDelivery(Deliveries deliveries, Function<Delivery, Outcome> mailServer, DeliveryRetrySchedule retrySchedule,
            Clock clock) {
        this.deliveries = deliveries;
        this.mailServer = mailServer;
        this.retrySchedule = retrySchedule;
        this.clock = clock;
    }

    DeliveryRetrySchedule retrySchedule() {
        return retrySchedule;
    }

    void handle(Delivery leased) {
        // The lease has expired while this task waited, so another instance may already send the mail.
        if (leased.isDue(clock.instant())) return;
        var outcome = mailServer.apply(leased);
        var now = clock.instant();
        // DeliverySent and DeliveryFailed carry the event behind the mail as their causation id.
        switch (outcome) {
            case Accepted() -> deliveries.update(leased.id(), leased.message().cause(), delivery -> delivery.accepted(now));
            case Refused(var reason) ->
                deliveries.update(leased.id(), leased.message().cause(), delivery -> delivery.refused(reason, now));
            case Unavailable(var reason) -> deliveries.update(leased.id(), "unavailable/" + leased.attempts(),
                    delivery -> delivery.unavailable(leased.attempts(), reason, now, retrySchedule));
        }
    }
}
