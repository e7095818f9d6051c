package io.amparo.ticket.customer;

import io.amparo.platform.security.EmailAddress;
import java.util.List;
import java.util.Optional;

/**
 * The part of a customer that tickets need: its named contacts.
 *
 * @param serves ids of the customers for whom these contacts act too
 */
public record Customer(String id, String name, List<Contact> contacts, List<String> serves) {

    /** A named contact (R5.4). */
    public record Contact(String id, String email, String name, String language, boolean administrator) {}

    /**
     * Returns a contact.
     *
     * @param person contact id, or e-mail address in any spelling
     */
    public Optional<Contact> contact(String person) {
        var email = EmailAddress.fold(person);
        return contacts.stream().filter(contact -> contact.id().equals(person) || contact.email().equals(email)).findFirst();
    }
}
