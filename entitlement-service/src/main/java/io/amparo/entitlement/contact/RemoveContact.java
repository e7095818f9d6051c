package io.amparo.entitlement.contact;

import io.amparo.entitlement.contract.ClaimName;
import io.amparo.entitlement.contract.Customers;
import java.time.Clock;

/**
 * Removes a named contact, who has no access from the next call on (R5.4), or withdraws an invitation. Idempotent: without the
 * person, it changes nothing.
 */
final class RemoveContact {

    /**
     * @param byVendor whether the vendor removes the contact; the vendor may also remove the last administrator
     * @param cause causation id of this call
     */
    record Command(String customerId, String contactId, boolean byVendor, String cause) {}

    private final Customers customers;
    private final ClaimName claimEmail;
    private final Clock clock;

    RemoveContact(Customers customers, ClaimName claimEmail, Clock clock) {
        this.customers = customers;
        this.claimEmail = claimEmail;
        this.clock = clock;
    }

    void handle(Command command) {
        var customerId = command.customerId();
        var listed = customers.find(customerId).orElseThrow().state().listedContact(command.contactId(), clock.instant());
        if (listed.isEmpty()) return;
        // The address is free only after the contact is removed. After a crash between the two, it can be taken over.
        var claim = claimEmail.find(listed.get().contact().email(), customerId, command.contactId());
        customers.update(customerId, command.cause(),
                customer -> customer.removeContact(command.contactId(), command.byVendor(), clock.instant()));
        claim.ifPresent(claimEmail::release);
    }
}
