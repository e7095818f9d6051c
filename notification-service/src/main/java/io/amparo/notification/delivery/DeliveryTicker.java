package io.amparo.notification.delivery;

import java.time.Clock;

/**
 * Sends what is due: what waits for a courier, for its next attempt, or was left under way by an instance that is gone. Any
 * number may run at once: a lease lets one win.
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
