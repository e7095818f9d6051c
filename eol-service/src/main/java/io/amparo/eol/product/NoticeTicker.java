package io.amparo.eol.product;

/**
 * Emits due reminders and ends of life. Several instances may run at the same time: optimistic locking in the store lets one win,
 * and the others find nothing due.
 */
final class NoticeTicker {
    private static final int AT_ONCE = 500;

    private final ProductLives products;
    private final VendorClock time;

    NoticeTicker(ProductLives products, VendorClock time) {
        this.products = products;
        this.time = time;
    }

    void tick() {
        var now = time.now();
        for (var id : products.due(now.toInstant(), AT_ONCE))
            products.update(id, "tick/" + now.toInstant(), life -> life.tick(now));
    }
}
