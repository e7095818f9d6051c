package io.amparo.entitlement.order;

import io.amparo.entitlement.contract.Customer;
import io.amparo.entitlement.contract.Customers;
import io.amparo.entitlement.holding.HeldItems;
import io.amparo.entitlement.ledger.ChangeLots;
import io.amparo.entitlement.ledger.LotKind;
import io.amparo.entitlement.ledger.LotTakeover;
import io.amparo.entitlement.ledger.LotTerms;
import io.amparo.events.customer.CustomerEvent.AdvisorPackage;
import io.amparo.platform.store.Versioned;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Books what an approved order entitles to: opens its lots, or adds its package to the customer. Idempotent by ids that are
 * derived from the order, so that a retry after a crash books each exactly once.
 */
final class BookOrder {
    private final Orders orders;
    private final Customers customers;
    private final ChangeLots changeLots;
    private final HeldItems<AdvisorPackage> packages;
    private final Clock clock;

    BookOrder(Orders orders, Customers customers, ChangeLots changeLots, HeldItems<AdvisorPackage> packages, Clock clock) {
        this.orders = orders;
        this.customers = customers;
        this.changeLots = changeLots;
        this.packages = packages;
        this.clock = clock;
    }

    /** Returns the id of the lot or package of an order; of several vouchers it is the beginning. */
    static String idOf(Order order) {
        return LotTakeover.ORDERED + order.id();
    }

    Versioned<Order> handle(String orderId) {
        var found = orders.find(orderId).orElseThrow();
        if (!found.state().isBookingPending()) return found;
        var created = book(found.state());
        return orders.updateAndFind(orderId, "booking", null, order -> order.book(created, clock.instant()));
    }

    private List<String> book(Order order) {
        var customer = customers.find(Objects.requireNonNull(order.customerId())).orElseThrow().state();
        return switch (order.item().kind()) {
            case VOUCHER -> IntStream.rangeClosed(1, order.item().amount())
                    .mapToObj(n -> openLot(idOf(order) + "-" + n, order, customer, LotKind.VOUCHER, 1)).toList();
            case HOURS -> List.of(openLot(idOf(order), order, customer, LotKind.HOURS, order.item().amount()));
            case PACKAGE -> List.of(addPackage(order, customer));
            case MIGRATION_HELP, CONTRACT_CHANGE -> throw new IllegalStateException("Nothing to book for order " + order.id());
        };
    }

    private String openLot(String id, Order order, Customer customer, LotKind kind, int amount) {
        var booking = Objects.requireNonNull(order.booking());
        var terms = LotTerms.of(customer.id(), kind, kind == LotKind.UNITS ? order.item().code() : null, booking.validFrom(),
                booking.validTo(), ZoneId.of(customer.zone()));
        return changeLots.open(id, terms, amount, order.approvedBy(), "Order " + order.id()).id();
    }

    private String addPackage(Order order, Customer customer) {
        var booking = Objects.requireNonNull(order.booking());
        int units = order.item().amount();
        var added = packages.add(Objects.requireNonNull(order.customerId()), idOf(order),
                Objects.requireNonNull(order.approvedBy()), new AdvisorPackage(Objects.requireNonNull(order.item().code()),
                        units == 0 ? null : units, booking.validFrom(), booking.validTo()));
        if (units > 0) openLot(idOf(order), order, customer, LotKind.UNITS, units);
        return added.state().id();
    }
}
