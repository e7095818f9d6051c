package io.amparo.entitlement.contact;

import io.amparo.entitlement.contract.Customers;
import io.amparo.events.customer.CustomerEvent.Contact;
import io.amparo.platform.web.ApiException;
import java.time.Clock;

/** Adds a person to the named contacts of a customer, who may open tickets (R5.4). Idempotent. */
final class InviteContact {

    /**
     * @param contact with a new id, which only a person who is not a contact yet gets
     * @param cause causation id; the same on every retry of one request
     */
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
        var known = customer.contactWithEmail(contact.email()).filter(found -> isSamePerson(found, contact));
        if (known.isPresent()) return known.get();
        // A person is a contact of one company: otherwise a customer could take over a contact of another company.
        if (customers.findByContact(contact.email()).filter(other -> !other.id().equals(customer.id())).isPresent())
            throw ApiException.conflict("contact-taken");
        // A repeat changes nothing, even if the contact was removed since; it gets the first answer.
        customers.update(customer.id(), command.cause(), current -> current.inviteContact(contact, clock.instant()));
        return contact;
    }

    private static boolean isSamePerson(Contact known, Contact invited) {
        return new Contact(invited.id(), known.email(), known.name(), known.language(), known.zone(), known.administrator())
                .equals(invited);
    }
}
