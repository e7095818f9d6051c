package io.amparo.entitlement.contact;

import io.amparo.entitlement.contract.Customers;
import io.amparo.events.customer.CustomerEvent.Contact;
import io.amparo.platform.web.ApiException;
import java.time.Clock;

/** Adds a person to the named contacts of a customer, who may open tickets (R5.4). Idempotent. */
final class InviteContact {

    /** @param cause causation id; the same on every retry of one request */
    record Command(String customerId, Contact contact, String cause) {}

    private final Customers customers;
    private final Clock clock;

    InviteContact(Customers customers, Clock clock) {
        this.customers = customers;
        this.clock = clock;
    }

    Contact handle(Command command) {
        var contact = command.contact();
        var customer = customers.find(command.customerId()).orElseThrow().state();
        if (customer.contact(contact.email()).filter(contact::equals).isPresent()) return contact;
        // A person is a contact of one company: otherwise a customer could take over a contact of another company.
        if (customers.findByContact(contact.email()).filter(other -> !other.id().equals(customer.id())).isPresent())
            throw ApiException.conflict("contact-taken");
        // A repeat changes nothing, even if the contact was removed since; it gets the first answer.
        customers.update(customer.id(), command.cause(), current -> current.inviteContact(contact, clock.instant()));
        return contact;
    }
}
