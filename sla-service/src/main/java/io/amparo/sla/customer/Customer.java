package io.amparo.sla.customer;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A customer with the data that SLA clocks need: contract terms and contacts.
 *
 * @param by who made the last change; null if the event names no person
 * @param reason the reason given for the last change
 */
public record Customer(String id, String name, ContractTerms terms, List<Contact> contacts, Instant changedAt,
        @Nullable String by, @Nullable String reason) {

    /** A named contact (R5.4); {@code email} in folded form. */
    public record Contact(String id, String email, boolean administrator) {}

    public Customer {
        requireNonNull(changedAt, "changedAt");
    }

    /** Returns a copy with other contract terms, changed at {@code since}. */
    public Customer withTerms(ContractTerms newTerms, Instant since) {
        return new Customer(id, name, newTerms, contacts, since, by, reason);
    }

    /** @param email in folded form */
    public Optional<Contact> contactWithEmail(String email) {
        return contacts.stream().filter(contact -> contact.email().equals(email)).findFirst();
    }
}
