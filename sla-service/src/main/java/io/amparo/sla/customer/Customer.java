package io.amparo.sla.customer;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A customer with the data that SLA clocks need: contract terms and contacts.
 *
 * @param formerContacts ids of people who were contacts before, the last removed ones first
 * @param serves ids of the customers for whom these contacts act too
 * @param by who made the last change; null if the event names no person
 * @param reason the reason given for the last change
 */
public record Customer(String id, String name, ContractTerms terms, List<Contact> contacts, List<String> formerContacts,
        List<String> serves, Instant changedAt, @Nullable String by, @Nullable String reason) {
    /** Former contacts that a customer remembers, to attribute what they did. */
    private static final int MAX_FORMER_CONTACTS = 1_000;

    /**
     * A named contact (R5.4), or a deputy for an absence.
     *
     * @param email in folded form
     * @param activeFrom instant from which a deputy has access; null for a named contact
     * @param activeTo instant from which a deputy has no access any more; null for a named contact
     */
    public record Contact(String id, String email, String name, boolean administrator, @Nullable Instant activeFrom,
            @Nullable Instant activeTo) {
        /** Creates a named contact. */
        public Contact(String id, String email, String name, boolean administrator) {
            this(id, email, name, administrator, null, null);
        }

        /** Whether the person has access at an instant. */
        public boolean isActiveAt(Instant at) {
            return (activeFrom == null || !at.isBefore(activeFrom)) && (activeTo == null || at.isBefore(activeTo));
        }
    }

    public Customer {
        requireNonNull(changedAt, "changedAt");
    }

    /** Creates a customer that has never removed a contact and serves no other. */
    public Customer(String id, String name, ContractTerms terms, List<Contact> contacts, Instant changedAt, @Nullable String by,
            @Nullable String reason) {
        this(id, name, terms, contacts, List.of(), List.of(), changedAt, by, reason);
    }

    /** Returns a copy with other contract terms, changed at {@code since}. */
    public Customer withTerms(ContractTerms newTerms, Instant since) {
        return new Customer(id, name, newTerms, contacts, formerContacts, serves, since, by, reason);
    }

    /** Returns this state with the contacts that the previous state has and this one has not as former contacts. */
    Customer after(Customer previous) {
        var present = contacts.stream().map(Contact::id).collect(Collectors.toSet());
        var former = Stream.concat(previous.contacts().stream().map(Contact::id), previous.formerContacts().stream()).distinct()
                .filter(contactId -> !present.contains(contactId)).limit(MAX_FORMER_CONTACTS).toList();
        return new Customer(id, name, terms, contacts, former, serves, changedAt, by, reason);
    }

    public Optional<Contact> contact(String contactId) {
        return contacts.stream().filter(contact -> contact.id().equals(contactId)).findFirst();
    }

    /** Whether the person was a contact and is none any more. */
    public boolean isFormerContact(String contactId) {
        return formerContacts.contains(contactId);
    }

    /** @param email in folded form */
    public Optional<Contact> contactWithEmail(String email) {
        return contacts.stream().filter(contact -> contact.email().equals(email)).findFirst();
    }
}
