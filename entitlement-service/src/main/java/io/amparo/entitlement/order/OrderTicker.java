package io.amparo.entitlement.order;

import io.amparo.platform.store.DueAggregates;

/** Books the orders whose approval was stored, but not what they entitle to. Any number of instances may run at once. */
final class OrderTicker {
    private final BookOrder bookOrder;
    private final DueAggregates due;

    OrderTicker(BookOrder bookOrder, DueAggregates due) {
        this.bookOrder = bookOrder;
        this.due = due;
    }

    void tick() {
        due.forEach(bookOrder::handle);
    }
}
