package io.amparo.entitlement.contract;

import io.amparo.platform.Ids;
import io.amparo.platform.store.StaleVersionException;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Edits a customer and publishes it. Idempotent: the same edit on the same version is applied once. */
public final class ChangeCustomer {

    /**
     * An edit of what the caller has read.
     *
     * @param content what the edit contains; the same content on the same version is the same edit
     * @param by person id of the caller
     * @param reason the reason that accompanies due dates that the edit moves; null for none
     * @param expectedVersion the version that the caller read (If-Match)
     */
    public record Command(String customerId, Object content, String by, @Nullable String reason, long expectedVersion,
            UnaryOperator<Customer> edit) {
        String cause() {
            return "edit/" + Ids.uuidOf(content + "\n" + by + "\n" + reason + "\n" + expectedVersion);
        }
    }

    private final Customers customers;
    private final Clock clock;

    ChangeCustomer(Customers customers, Clock clock) {
        this.customers = customers;
        this.clock = clock;
    }

    /**
     * Applies an edit to the version that the caller has read. An edit that changes nothing leaves the version.
     *
     * @throws ApiException 404 if there is no such customer
     * @throws StaleVersionException if the customer has changed since
     */
    public Versioned<Customer> handle(Command command) {
        var found = customers.find(command.customerId()).orElseThrow(ApiException::notFound);
        if (found.version() == command.expectedVersion() && command.edit().apply(found.state()).equals(found.state()))
            return found;
        return customers.updateAndFind(command.customerId(), command.cause(), command.expectedVersion(),
                customer -> customer.change(command.edit(), command.by(), command.reason(), clock.instant()));
    }

    /**
     * Adds an item to a customer once per cause. A repeat finds the item of the first call; if that was removed since, it gets
     * the item that it sends. The version is that of the customer.
     *
     * @param cause causation id; the same on every retry of one request
     * @param by person id of the caller
     * @param find finds the added item
     */
    public <T> Versioned<T> add(String customerId, String cause, String by, @Nullable String reason, T added,
            UnaryOperator<Customer> edit, Function<Customer, Optional<T>> find) {
        customers.find(customerId).orElseThrow(ApiException::notFound);
        var after = customers.updateAndFind(customerId, cause, null,
                customer -> customer.change(edit, by, reason, clock.instant()));
        return new Versioned<>(customerId, after.version(), find.apply(after.state()).orElse(added));
    }
}
