package io.amparo.eol.product;

import io.amparo.platform.VendorClock;
import io.amparo.platform.store.DueAggregates;

/**
 * Emits due reminders and ends of life. Several instances may run at the same time: optimistic locking in the store lets one win,
 * and the others find nothing due.
 */
final class ProductTicker {
    private final Products products;
    private final DueAggregates due;
    private final VendorClock time;

    ProductTicker(Products products, DueAggregates due, VendorClock time) {
        this.products = products;
        this.due = due;
        this.time = time;
    }

    void tick() {
        due.forEach(this::emitDueEvents);
    }

    private void emitDueEvents(String id) {
        var now = time.now();
        products.update(id, "tick/" + now.toInstant(), product -> product.emitDueEvents(now));
    }
}
