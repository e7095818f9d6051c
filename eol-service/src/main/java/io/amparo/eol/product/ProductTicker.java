package io.amparo.eol.product;

/**
 * Emits due reminders and ends of life. Several instances may run at the same time: optimistic locking in the store lets one win,
 * and the others find nothing due.
 */
final class ProductTicker {
    private static final int BATCH_SIZE = 500;

    private final Products products;
    private final VendorClock time;

    ProductTicker(Products products, VendorClock time) {
        this.products = products;
        this.time = time;
    }

    void tick() {
        var now = time.now();
        for (var id : products.due(now.toInstant(), BATCH_SIZE))
            products.update(id, "tick/" + now.toInstant(), product -> product.emitDueEvents(now));
    }
}
