package io.amparo.entitlement.order;

import io.amparo.entitlement.contract.Customer;
import io.amparo.entitlement.contract.Customers;
import io.amparo.entitlement.holding.HeldItems;
import io.amparo.entitlement.hours.PurchaseTerms;
import io.amparo.entitlement.ledger.LotKind;
import io.amparo.entitlement.order.Order.Booking;
import io.amparo.events.Vocabulary.OrderKind;
import io.amparo.events.Vocabulary.OrderState;
import io.amparo.events.customer.CustomerEvent.AdvisorPackage;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Approves an order with the days of what it books, and books it. Idempotent: the same cause approves once. */
final class ApproveOrder {

    /**
     * @param validFrom first day; null for the one that was ordered, or the vendor's rule
     * @param validTo last day, included; null for the one that was ordered, or the vendor's rule
     * @param by person id of the vendor's admin
     * @param cause causation id; the same on every retry of one request
     */
    record Command(String orderId, @Nullable LocalDate validFrom, @Nullable LocalDate validTo, String by, @Nullable String note,
            String cause) {}

    private final Orders orders;
    private final Customers customers;
    private final HeldItems<AdvisorPackage> packages;
    private final PurchaseTerms terms;
    private final BookOrder bookOrder;
    private final Clock clock;

    ApproveOrder(Orders orders, Customers customers, HeldItems<AdvisorPackage> packages, PurchaseTerms terms, BookOrder bookOrder,
            Clock clock) {
        this.orders = orders;
        this.customers = customers;
        this.packages = packages;
        this.terms = terms;
        this.bookOrder = bookOrder;
        this.clock = clock;
    }

    /** @throws ApiException 409 if the state does not allow it or the customer has no place for the package; 422 on wrong days */
    Versioned<Order> handle(Command command) {
        var found = orders.find(command.orderId()).orElseThrow().state();
        // A retry finds its own booking, which must not make it invalid.
        var booking = found.state() == OrderState.REQUESTED ? bookingOf(found, command) : null;
        orders.update(found.id(), command.cause(),
                order -> order.approve(booking, command.by(), command.note(), clock.instant()));
        return bookOrder.handle(found.id());
    }

    private @Nullable Booking bookingOf(Order order, Command command) {
        var item = order.item();
        var from = command.validFrom() == null ? item.validFrom() : command.validFrom();
        var to = command.validTo() == null ? item.validTo() : command.validTo();
        if (!item.isBooked()) {
            if (command.validFrom() != null || command.validTo() != null)
                throw ApiException.invalid(command.validFrom() != null ? "validFrom" : "validTo", "not-with-kind");
            return null;
        }
        var customer = customers.find(Objects.requireNonNull(order.customerId())).orElseThrow().state();
        if (item.kind() == OrderKind.PACKAGE) return bookingOfPackage(order, customer, from, to);
        var kind = item.kind() == OrderKind.VOUCHER ? LotKind.VOUCHER : LotKind.HOURS;
        var lot = terms.of(customer, kind, from, to);
        return new Booking(lot.validFrom(), lot.validTo(), List.of());
    }

    private Booking bookingOfPackage(Order order, Customer customer, @Nullable LocalDate from, @Nullable LocalDate to) {
        if (from == null) throw ApiException.invalid("validFrom", "required");
        if (to == null) throw ApiException.invalid("validTo", "required");
        if (to.isBefore(from)) throw ApiException.invalid("validTo", "before-begin");
        packages.requirePlaceFor(customer, BookOrder.idOf(order));
        return new Booking(from, to, List.of());
    }
}
