package io.amparo.entitlement.contact;

import io.amparo.entitlement.contract.Customers;
import java.time.Clock;

/**
 * Removes a named contact; the person has no access from the next call on (R5.4). Idempotent: without the contact, it changes
 * nothing.
 */
final class RemoveContact {

    /**
     * @param byVendor whether the vendor removes the contact; the vendor may also remove the last administrator
     * @param cause causation id of this call
     */
    record Command(String customerId, String contactId, boolean byVendor, String cause) {}

    private final Customers customers;
    private final Clock clock;

    RemoveContact(Customers customers, Clock clock) {
        this.customers = customers;
        this.clock = clock;
    }

    void handle(Command command) {
        var found = customers.find(command.customerId()).orElseThrow();
        if (found.state().contact(command.contactId()).isEmpty()) return;
        customers.update(found.id(), command.cause(),
                customer -> customer.removeContact(command.contactId(), command.byVendor(), clock.instant()));
    }
}
