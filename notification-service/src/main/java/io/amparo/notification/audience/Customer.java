package io.amparo.notification.audience;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** A customer as notifications need it: contacts and installed products. */
public record Customer(String id, String name, ZoneId zone, List<Recipient> contacts, List<Installation> installations) {

    /** An installed product version. */
    public record Installation(String productId, String version) {}

    public Optional<Recipient> contact(String contactId) {
        return contacts.stream().filter(contact -> contact.id().equals(contactId)).findFirst();
    }

    /** @param email in folded form */
    public Optional<Recipient> contactWithEmail(String email) {
        return contacts.stream().filter(contact -> contact.email().equals(email)).findFirst();
    }

    /** Returns the installed versions of a product; empty if the customer does not have the product. */
    public List<String> versionsOf(String productId) {
        return installations.stream().filter(installed -> installed.productId().equals(productId)).map(Installation::version)
                .toList();
    }
}
