package io.amparo.ticket.customer;

import java.util.List;
import java.util.Optional;

/** The part of a customer that tickets need: its named contacts. */
public record Customer(String id, String name, List<Contact> contacts) {

    /** A named contact (R5.4). */
    public record Contact(String email, String name, String language, boolean administrator) {}

    /** Returns the contact with this e-mail address; the case is ignored. */
    public Optional<Contact> contact(String email) {
        return contacts.stream().filter(contact -> contact.email().equalsIgnoreCase(email)).findFirst();
    }
}
