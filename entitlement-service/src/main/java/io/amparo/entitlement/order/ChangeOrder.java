package io.amparo.entitlement.order;

import io.amparo.events.Vocabulary.OrderState;
import io.amparo.events.entitlement.EntitlementEvent;
import io.amparo.platform.store.Change;
import io.amparo.platform.store.StaleVersionException;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Rejects, cancels, schedules, delivers or accepts an order. Idempotent: the same cause is applied once. */
final class ChangeOrder {

    /**
     * A wanted change of state.
     *
     * @param expectedVersion the version that the caller read (If-Match); null for any
     * @param scheduledFor when it is to be delivered; null unless it is scheduled
     */
    record Transition(OrderState to, @Nullable Long expectedVersion, @Nullable Instant scheduledFor, @Nullable String note) {
        static Transition to(OrderState to, @Nullable String note) {
            return new Transition(to, null, null, note);
        }
    }

    /**
     * @param by person id of the caller
     * @param cause causation id; the same on every retry of one request
     */
    record Command(String orderId, Transition transition, String by, String cause) {}

    private final Orders orders;
    private final Clock clock;

    ChangeOrder(Orders orders, Clock clock) {
        this.orders = orders;
        this.clock = clock;
    }

    /**
     * @throws ApiException 409 if the state does not allow it; 422 if it is scheduled for the past
     * @throws StaleVersionException if the order has changed since the caller read it
     */
    Versioned<Order> handle(Command command) {
        return orders.updateAndFind(command.orderId(), command.cause(), command.transition().expectedVersion(),
                order -> decide(order, command.transition(), command.by()));
    }

    private Change<Order, EntitlementEvent> decide(Order order, Transition transition, String by) {
        var now = clock.instant();
        var at = transition.scheduledFor();
        if (at == null) return order.change(transition.to(), by, transition.note(), now);
        if (at.isBefore(now)) throw ApiException.invalid("at", "past");
        return order.schedule(at, by, transition.note(), now);
    }
}
