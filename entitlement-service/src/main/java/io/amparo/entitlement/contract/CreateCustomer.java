package io.amparo.entitlement.contract;

import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import java.time.Clock;
import java.util.List;

/** Creates a customer without a contract. Idempotent: the same command finds the customer that the first one created. */
final class CreateCustomer {

    /** @param domains in any spelling */
    record Command(String id, String name, String language, String zone, int contactQuota, List<String> domains) {
        Customer toCustomer() {
            return Customer.create(id, name, language, zone, contactQuota);
        }

        boolean isOf(Customer other) {
            return other.name().equals(name) && other.language().equals(language) && other.zone().equals(zone)
                    && other.contactQuota() == contactQuota;
        }
    }

    private final Customers customers;
    private final ChangeDomains changeDomains;
    private final Clock clock;

    CreateCustomer(Customers customers, ChangeDomains changeDomains, Clock clock) {
        this.customers = customers;
        this.changeDomains = changeDomains;
        this.clock = clock;
    }

    /** @throws ApiException 409 if another customer has this id or one of the domains; 422 naming each invalid domain */
    Versioned<Customer> handle(Command command) {
        // A refusal that is known already creates nothing.
        changeDomains.requireFree(command.id(), command.domains());
        customers.insert(command.id(), "created", command.toCustomer().register(clock.instant()));
        var created = customers.find(command.id()).orElseThrow();
        if (!command.isOf(created.state())) throw ApiException.conflict("customer-exists");
        // A crash may have happened between the two.
        if (command.domains().isEmpty() || !created.state().domains().isEmpty()) return created;
        return changeDomains.handle(new ChangeDomains.Command(command.id(), command.domains(), created.version()));
    }
}
