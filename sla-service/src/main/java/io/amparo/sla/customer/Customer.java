package io.amparo.sla.customer;

import java.util.List;
import java.util.Optional;

/** A customer as promises need it: its plan, and who may ask. */
public record Customer(String id, String name, String slaPlan, List<Contact> contacts) {

    /** A named contact (R5.4). */
    public record Contact(String email, boolean administrator) {}

    public Optional<Contact> contact(String email) {
        return contacts.stream().filter(contact -> contact.email().equalsIgnoreCase(email)).findFirst();
    }
}
