package io.amparo.notification.audience;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** A customer as notifications need it: whom to tell, and what they have installed. */
public record Customer(String id, String name, ZoneId zone, List<Recipient> contacts, List<Installation> installations) {

    public record Installation(String productId, String version) {}

    public Optional<Recipient> contact(String email) {
        return contacts.stream().filter(contact -> contact.email().equalsIgnoreCase(email.strip())).findFirst();
    }

    /** The installed versions of a product; none where it is not affected by what happens to it. */
    public List<String> versionsOf(String productId) {
        return installations.stream().filter(installed -> installed.productId().equals(productId)).map(Installation::version)
                .toList();
    }
}
