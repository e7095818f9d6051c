package io.amparo.entitlement.order;

import java.util.EnumSet;
import java.util.Set;

/**
 * State of an order: requested, approved, scheduled, delivered, accepted. What needs no delivery by people is fulfilled as soon
 * as it is booked.
 */
enum OrderState {
    REQUESTED, APPROVED, SCHEDULED, DELIVERED, ACCEPTED, FULFILLED, REJECTED, CANCELLED;

    /** Returns the states that can follow. A scheduled order can be scheduled once more, for another time. */
    Set<OrderState> next(Delivery delivery) {
        return switch (this) {
            case REQUESTED -> EnumSet.of(APPROVED, REJECTED, CANCELLED);
            case APPROVED -> EnumSet.of(switch (delivery) {
                case BOOKED -> FULFILLED;
                case BY_STAFF -> DELIVERED;
                case BY_APPOINTMENT -> SCHEDULED;
            }, CANCELLED);
            case SCHEDULED -> EnumSet.of(SCHEDULED, DELIVERED, CANCELLED);
            case DELIVERED -> EnumSet.of(ACCEPTED);
            case ACCEPTED, FULFILLED, REJECTED, CANCELLED -> EnumSet.noneOf(OrderState.class);
        };
    }
}
