package io.amparo.entitlement.order;

import io.amparo.events.Vocabulary.OrderState;
import io.amparo.events.entitlement.EntitlementEvent;
import io.amparo.events.entitlement.EntitlementEvent.OrderChanged;
import io.amparo.platform.store.Change;
import io.amparo.platform.web.ApiException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The order aggregate. Its approval stores what has to be booked; the order is due until that is done, so that a crash between
 * the approval and the ledger loses nothing.
 *
 * @param customerId the company for which it is ordered; null for a person without a company
 * @param reason what the customer wants, as text for people; null for none
 * @param history the states in their order, the request first
 * @param scheduledFor when it is to be delivered; null while it is not scheduled
 * @param booking what the approval books; null before it, and for what is not booked
 */
record Order(String id, @Nullable String customerId, OrderItem item, @Nullable String reason, Orderer orderer, OrderState state,
        List<Step> history, @Nullable Instant scheduledFor, @Nullable Booking booking) {
    /** An order is scheduled anew less often. */
    static final int MAX_HISTORY = 50;

    Order {
        history = List.copyOf(history);
    }

    /**
     * Who has ordered.
     *
     * @param person person id
     * @param email how the vendor reaches a person without a company; null for a contact, whose address the customer has
     */
    record Orderer(String person, @Nullable String email, @Nullable String name) {}

    /** @param by person id; null if the service itself changed the state */
    record Step(OrderState state, @Nullable String by, Instant at, @Nullable String note) {}

    /**
     * What an approved order books.
     *
     * @param created ids of the lots or the package; empty until they are stored
     */
    record Booking(LocalDate validFrom, LocalDate validTo, List<String> created) {
        Booking {
            created = List.copyOf(created);
        }
    }

    static Change<Order, EntitlementEvent> place(String id, @Nullable String customerId, OrderItem item, @Nullable String reason,
            Orderer orderer, Instant now) {
        var placed = new Order(id, customerId, item, reason, orderer, OrderState.REQUESTED,
                List.of(new Step(OrderState.REQUESTED, orderer.person(), now, null)), null, null);
        return placed.emitted();
    }

    Instant requestedAt() {
        return history.getFirst().at();
    }

    /** Returns who has approved; null before the approval. */
    @Nullable
    String approvedBy() {
        return history.stream().filter(step -> step.state() == OrderState.APPROVED).map(Step::by).findFirst().orElse(null);
    }

    /** Whether the approval was stored, but not what it books. */
    boolean isBookingPending() {
        return booking != null && booking.created().isEmpty();
    }

    /**
     * Approves the order.
     *
     * @param booked what has to be booked; null if the item is not booked
     * @throws ApiException 409 if the state does not allow it
     */
    Change<Order, EntitlementEvent> approve(@Nullable Booking booked, String by, @Nullable String note, Instant now) {
        return to(OrderState.APPROVED, by, note, now).with(scheduledFor, booked).emitted();
    }

    /**
     * Rejects, delivers, accepts or cancels the order. Repeating it changes nothing; the first note stays. A cancelled order
     * books nothing any more; what it has booked stays.
     *
     * @throws ApiException 409 if the state does not allow it
     */
    Change<Order, EntitlementEvent> change(OrderState next, String by, @Nullable String note, Instant now) {
        if (next == state) return withoutEvents();
        var changed = to(next, by, note, now);
        return (next == OrderState.CANCELLED && isBookingPending() ? changed.with(scheduledFor, null) : changed).emitted();
    }

    /** @throws ApiException 409 if the state does not allow it, or the order was scheduled too often */
    Change<Order, EntitlementEvent> schedule(Instant at, String by, @Nullable String note, Instant now) {
        if (history.size() >= MAX_HISTORY) throw ApiException.conflict("list-limit");
        return to(OrderState.SCHEDULED, by, note, now).with(at, booking).emitted();
    }

    /** Records what was booked. What needs no delivery by people is fulfilled with it. Repeating it changes nothing. */
    Change<Order, EntitlementEvent> book(List<String> created, Instant now) {
        if (booking == null || !isBookingPending()) return withoutEvents();
        var booked = with(scheduledFor, new Booking(booking.validFrom(), booking.validTo(), created));
        return item.delivery() == Delivery.BOOKED
                ? booked.to(OrderState.FULFILLED, null, null, now).emitted()
                : booked.withoutEvents();
    }

    /** Changes nothing. The write proves that a majority has what was read. */
    Change<Order, EntitlementEvent> withoutEvents() {
        return new Change<>(this, List.of(), dueAt());
    }

    private Order to(OrderState next, @Nullable String by, @Nullable String note, Instant now) {
        var allowed = item.delivery().next(state);
        if (!allowed.contains(next)) throw ApiException.conflict("order-state", "state", allowed);
        return new Order(id, customerId, item, reason, orderer, next,
                Stream.concat(history.stream(), Stream.of(new Step(next, by, now, note))).toList(), scheduledFor, booking);
    }

    private Order with(@Nullable Instant appointment, @Nullable Booking booked) {
        return new Order(id, customerId, item, reason, orderer, state, history, appointment, booked);
    }

    private Change<Order, EntitlementEvent> emitted() {
        var last = history.getLast();
        var event = new OrderChanged(id, customerId, item.kind().name(), item.code(), state.name(), orderer.person(), last.by(),
                scheduledFor, last.at());
        return new Change<>(this, List.of(event), dueAt());
    }

    private @Nullable Instant dueAt() {
        return isBookingPending() ? history.getLast().at() : null;
    }
}
