package io.amparo.notification.audience;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A customer as notifications need it: contacts and installed products.
 *
 * @param serves ids of the customers for whom these contacts act too
 * @param formerContacts ids of people who were contacts before, the last removed ones first
 */
public record Customer(String id, String name, ZoneId zone, List<Recipient> contacts, List<Installation> installations,
        List<String> serves, List<String> formerContacts) {
    /** Former contacts that a customer remembers. Mails to earlier ones were sent or have failed long ago. */
    private static final int MAX_FORMER_CONTACTS = 1_000;

    /** Creates a customer that has never removed a contact. */
    public Customer(String id, String name, ZoneId zone, List<Recipient> contacts, List<Installation> installations,
            List<String> serves) {
        this(id, name, zone, contacts, installations, serves, List.of());
    }

    /** An installed product version. */
    public record Installation(String productId, String version) {}

    /** Returns this state with the contacts that the previous state has and this one has not as former contacts. */
    Customer after(Customer previous) {
        var present = contacts.stream().map(Recipient::id).collect(Collectors.toSet());
        var former = Stream.concat(previous.contacts().stream().map(Recipient::id), previous.formerContacts().stream()).distinct()
                .filter(contact -> !present.contains(contact)).limit(MAX_FORMER_CONTACTS).toList();
        return new Customer(id, name, zone, contacts, installations, serves, former);
    }

    public Optional<Recipient> contact(String contactId) {
        return contacts.stream().filter(contact -> contact.id().equals(contactId)).findFirst();
    }

    /** @param email in folded form */
    public Optional<Recipient> contactWithEmail(String email) {
        return contacts.stream().filter(contact -> email.equals(contact.email())).findFirst();
    }

    /** Returns the installed versions of a product; empty if the customer does not have the product. */
    public List<String> versionsOf(String productId) {
        return installations.stream().filter(installed -> installed.productId().equals(productId)).map(Installation::version)
                .toList();
    }
}
