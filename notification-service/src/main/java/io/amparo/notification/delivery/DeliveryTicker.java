package io.amparo.notification.delivery;

import io.amparo.platform.store.DueAggregates;
import java.time.Clock;

/**
 * Sends due deliveries: those that wait for a permit or a retry, and those whose attempt was interrupted by a crash. Several
 * instances may run concurrently, because the lease admits one attempt.
 */
final class DeliveryTicker {
    private final Deliveries deliveries;
    private final DueAggregates due;
    private final SendDelivery sendDelivery;
    private final BoundedMailExecutor mailExecutor;
    private final Clock clock;

    DeliveryTicker(Deliveries deliveries, DueAggregates due, SendDelivery sendDelivery, BoundedMailExecutor mailExecutor,
            Clock clock) {
        this.deliveries = deliveries;
        this.due = due;
        this.sendDelivery = sendDelivery;
        this.mailExecutor = mailExecutor;
        this.clock = clock;
    }

    void tick() {
        due.forEach(this::send);
    }

    /** Leases before the next delivery is read: a delivery that cannot be leased backs off. */
    private void send(String id) {
        mailExecutor.acquire();
        var started = false;
        try {
            var leased = deliveries.lease(id, clock.instant(), sendDelivery.retrySchedule());
            leased.ifPresent(delivery -> mailExecutor.execute(() -> sendDelivery.handle(delivery)));
            started = leased.isPresent();
        } finally {
            if (!started) mailExecutor.release();
        }
    }
}
