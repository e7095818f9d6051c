package io.amparo.notification.delivery;

import java.time.Clock;

/**
 * Sends due deliveries: those that wait for a permit or a retry, and those whose attempt was interrupted by a crash. Several
 * instances may run concurrently, because the lease admits one attempt.
 */
final class DeliveryTicker {
    private static final int BATCH_SIZE = 100;

    private final Deliveries deliveries;
    private final SendDelivery sendDelivery;
    private final BoundedMailExecutor mailExecutor;
    private final Clock clock;

    DeliveryTicker(Deliveries deliveries, SendDelivery sendDelivery, BoundedMailExecutor mailExecutor, Clock clock) {
        this.deliveries = deliveries;
        this.sendDelivery = sendDelivery;
        this.mailExecutor = mailExecutor;
        this.clock = clock;
    }

    void tick() {
        int found;
        do {
            var due = deliveries.due(clock.instant(), BATCH_SIZE);
            found = due.size();
            due.forEach(this::send);
        } while (found == BATCH_SIZE);
    }

    private void send(String id) {
        mailExecutor.acquire();
        mailExecutor.execute(
                () -> deliveries.lease(id, clock.instant(), sendDelivery.retrySchedule()).ifPresent(sendDelivery::handle));
    }
}
