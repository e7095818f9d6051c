package io.amparo.entitlement.order;

import io.amparo.entitlement.contract.Customer;
import io.amparo.entitlement.contract.Customers;
import io.amparo.entitlement.coverage.OrderRules;
import io.amparo.entitlement.order.Order.Orderer;
import io.amparo.entitlement.policy.Policies;
import io.amparo.entitlement.policy.PolicyTexts;
import io.amparo.events.Vocabulary.EntitlementSource;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Places an order that the policy permits. Idempotent: the same id places one order. */
final class PlaceOrder {
    /** A customer, or a person without a company, has fewer orders that wait for their approval. */
    static final int MAX_WAITING = 50;

    /** @param customerId null for a person without a company */
    record Command(String id, @Nullable String customerId, OrderItem item, @Nullable String reason, Orderer orderer) {}

    private final Orders orders;
    private final Customers customers;
    private final Policies policies;
    private final PolicyTexts texts;
    private final Clock clock;

    PlaceOrder(Orders orders, Customers customers, Policies policies, PolicyTexts texts, Clock clock) {
        this.orders = orders;
        this.customers = customers;
        this.policies = policies;
        this.texts = texts;
        this.clock = clock;
    }

    /**
     * @throws ApiException 403 with reason and clause if the policy does not permit it; 409 if too many orders wait; 422 without
     *     a customer that it needs
     */
    Versioned<Order> handle(Command command) {
        var placed = orders.find(command.id());
        if (placed.isPresent()) return placed.get();
        requirePermission(command);
        if (orders.areWaiting(MAX_WAITING, command.customerId(), command.orderer().person()))
            throw ApiException.conflict("order-limit");
        orders.insert(command.id(), "request", Order.place(command.id(), command.customerId(), command.item(), command.reason(),
                command.orderer(), clock.instant()));
        return orders.find(command.id()).orElseThrow();
    }

    /** Everybody may order help with a migration (R10.5) and a contract; the rest needs an edition. */
    private void requirePermission(Command command) {
        var customer = customer(command.customerId());
        var source = switch (command.item().kind()) {
            case VOUCHER -> EntitlementSource.VOUCHER;
            case PACKAGE -> EntitlementSource.PACKAGE;
            case HOURS -> EntitlementSource.HOURS;
            case MIGRATION_HELP, CONTRACT_CHANGE -> null;
        };
        if (source == null) return;
        if (customer == null) throw ApiException.invalid("customer", "required");
        OrderRules.findDenial(policies.effective(), source, customer, command.orderer().person(), clock.instant())
                .ifPresent(denial -> {
                    throw denial.toProblem(texts.by(null));
                });
    }

    private @Nullable Customer customer(@Nullable String id) {
        if (id == null) return null;
        return customers.find(id).orElseThrow(() -> ApiException.invalid("customer", "no-customer")).state();
    }
}
