package io.amparo.entitlement.order;

import io.amparo.events.Vocabulary.OrderState;
import java.util.EnumSet;
import java.util.Set;

/**
 * How an approved order is delivered: booked by the service, by the vendor's staff, or by the staff at an agreed time. What needs
 * no delivery by people is fulfilled as soon as it is booked.
 */
enum Delivery {
    BOOKED, BY_STAFF, BY_APPOINTMENT;

    /** Returns the states that can follow. A scheduled order can be scheduled once more, for another time. */
    Set<OrderState> next(OrderState state) {
        return switch (state) {
            case REQUESTED -> EnumSet.of(OrderState.APPROVED, OrderState.REJECTED, OrderState.CANCELLED);
            case APPROVED -> EnumSet.of(switch (this) {
                case BOOKED -> OrderState.FULFILLED;
                case BY_STAFF -> OrderState.DELIVERED;
                case BY_APPOINTMENT -> OrderState.SCHEDULED;
            }, OrderState.CANCELLED);
            case SCHEDULED -> EnumSet.of(OrderState.SCHEDULED, OrderState.DELIVERED, OrderState.CANCELLED);
            case DELIVERED -> EnumSet.of(OrderState.ACCEPTED);
            case ACCEPTED, FULFILLED, REJECTED, CANCELLED -> EnumSet.noneOf(OrderState.class);
        };
    }
}
