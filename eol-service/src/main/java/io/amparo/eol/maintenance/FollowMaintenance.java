package io.amparo.eol.maintenance;

import static java.util.stream.Collectors.toSet;

import io.amparo.eol.customer.Customer;
import io.amparo.eol.customer.Customer.Maintenance;
import io.amparo.eol.customer.CustomerListener;
import io.amparo.eol.customer.Customers;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Takes over the agreed maintenance of a customer whose contract has changed. Idempotent. */
final class FollowMaintenance implements CustomerListener {
    private final Customers customers;
    private final Agreements agreements;

    FollowMaintenance(Customers customers, Agreements agreements) {
        this.customers = customers;
        this.agreements = agreements;
    }

    /** Reads the newest state, which an older event that is delivered late does not have. */
    @Override
    public void customerChanged(String customerId, long sequence) {
        customers.find(customerId).ifPresent(customer -> follow(customer, "customer/" + sequence));
    }

    private void follow(Customer customer, String cause) {
        var products = customer.maintenance().stream().map(Maintenance::productId).collect(toSet());
        for (var product : products) put(customer, product, customer.maintainedUntil(product).orElseThrow(), cause);
        for (var agreement : agreements.findByCustomer(customer.id()))
            if (!products.contains(agreement.productId()) && agreement.until() != null)
                put(customer, agreement.productId(), null, cause);
    }

    private void put(Customer customer, String productId, @Nullable LocalDate until, String cause) {
        var id = Agreement.id(customer.id(), productId);
        var zone = ZoneId.of(customer.zone());
        var agreement = new Agreement(customer.id(), productId, null, zone, null);
        if (!agreements.insert(id, cause, agreement.with(until, zone))) {
            var stored = agreements.find(id).orElseThrow().state();
            // Most changes of a customer are of something else, and write nothing here.
            if (!new Agreement(customer.id(), productId, until, zone, stored.ended()).equals(stored))
                agreements.update(id, cause, current -> current.with(until, zone));
        }
    }
}
