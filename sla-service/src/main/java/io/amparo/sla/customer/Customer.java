package io.amparo.sla.customer;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A customer as promises need it: what was agreed, and who may ask.
 *
 * @param by who changed it last, where somebody did
 * @param reason what they gave as the reason
 */
public record Customer(String id, String name, Agreement agreement, List<Contact> contacts, Instant changedAt,
        @Nullable String by, @Nullable String reason) {

    /** A named contact (R5.4). */
    public record Contact(String email, boolean administrator) {}

    public Customer {
        requireNonNull(changedAt, "changedAt");
    }

    /** The same with another contract. */
    public Customer agreeing(Agreement other, Instant since) {
        return new Customer(id, name, other, contacts, since, by, reason);
    }

    public Optional<Contact> contact(String email) {
        return contacts.stream().filter(contact -> contact.email().equalsIgnoreCase(email)).findFirst();
    }
}
