package io.amparo.ticket.customer;

import java.util.List;
import java.util.Optional;

/** A customer as tickets need it: who may speak for it. */
public record Customer(String id, String name, List<Contact> contacts) {

    /** A named contact (R5.4). */
    public record Contact(String email, String name, String language, boolean administrator) {}

    public Optional<Contact> contact(String email) {
        return contacts.stream().filter(contact -> contact.email().equalsIgnoreCase(email)).findFirst();
    }
}
