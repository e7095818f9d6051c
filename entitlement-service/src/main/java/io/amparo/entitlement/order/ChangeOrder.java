package io.amparo.entitlement.order;

import io.amparo.events.entitlement.EntitlementEvent;
import io.amparo.platform.store.Change;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Rejects, cancels, schedules, delivers or accepts an order. Idempotent: the same cause is applied once. */
final class ChangeOrder {

    /**
     * @param scheduledFor when it is to be delivered; null unless it is scheduled
     * @param by person id of the caller
     * @param cause causation id; the same on every retry of one request
     */
    record Command(String orderId, OrderState to, @Nullable Instant scheduledFor, String by, @Nullable String note,
            String cause) {}

    private final Orders orders;
    private final Clock clock;

    ChangeOrder(Orders orders, Clock clock) {
        this.orders = orders;
        this.clock = clock;
    }

    /** @throws ApiException 409 if the state does not allow it; 422 if it is scheduled for the past */
    Versioned<Order> handle(Command command) {
        return orders.updateAndFind(command.orderId(), command.cause(), null, order -> decide(order, command));
    }

    private Change<Order, EntitlementEvent> decide(Order order, Command command) {
        var now = clock.instant();
        var at = command.scheduledFor();
        if (at == null) return order.change(command.to(), command.by(), command.note(), now);
        if (at.isBefore(now)) throw ApiException.invalid("at", "past");
        return order.schedule(at, command.by(), command.note(), now);
    }
}
