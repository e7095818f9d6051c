package io.amparo.notification.delivery;

import io.amparo.platform.store.DueAggregates;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sends due deliveries: those that wait for a permit or a retry, and those whose attempt was interrupted by a crash. Several
 * instances may run concurrently, because the lease admits one attempt.
 */
final class DeliveryTicker {
    private final DueAggregates due;
    private final SendDelivery sendDelivery;
    private final BoundedMailExecutor mailExecutor;

    DeliveryTicker(DueAggregates due, SendDelivery sendDelivery, BoundedMailExecutor mailExecutor) {
        this.due = due;
        this.sendDelivery = sendDelivery;
        this.mailExecutor = mailExecutor;
    }

    void tick() {
        var available = new AtomicBoolean(true);
        due.forEachWhile(available::get, id -> available.set(send(id)));
    }

    /**
     * Leases before the next delivery is read: a delivery that cannot be leased backs off.
     *
     * @return false if the mail server is away
     */
    private boolean send(String id) {
        if (!mailExecutor.acquire()) return false;
        var started = false;
        try {
            var leased = sendDelivery.lease(id);
            leased.ifPresent(delivery -> mailExecutor.execute(() -> sendDelivery.handle(delivery)));
            started = leased.isPresent();
            return true;
        } finally {
            if (!started) mailExecutor.release();
        }
    }
}
