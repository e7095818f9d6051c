package io.amparo.notification.delivery;

import java.time.Clock;

/**
 * Sends due deliveries: those that wait for a permit or a retry, and those whose attempt was interrupted by a crash. Several
 * instances may run concurrently, because the lease admits one attempt.
 */
final class DeliveryTicker {
    private static final int BATCH = 100;

    private final Deliveries deliveries;
    private final SendDelivery sending;
    private final Couriers couriers;
    private final Clock clock;

    DeliveryTicker(Deliveries deliveries, SendDelivery sending, Couriers couriers, Clock clock) {
        this.deliveries = deliveries;
        this.sending = sending;
        this.couriers = couriers;
        this.clock = clock;
    }

    void tick() {
        int found;
        do {
            var due = deliveries.due(clock.instant(), BATCH);
            found = due.size();
            due.forEach(this::send);
        } while (found == BATCH);
    }

    private void send(String id) {
        couriers.awaitOne();
        couriers.send(() -> deliveries.lease(id, clock.instant(), sending.patience()).ifPresent(sending::handle));
    }
}
