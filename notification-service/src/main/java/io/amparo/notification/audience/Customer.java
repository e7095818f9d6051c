package io.amparo.notification.audience;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A customer as notifications need it: contacts and installed products.
 *
 * @param serves ids of the customers for whom these contacts act too
 * @param formerContacts ids of people who were contacts before, the last removed ones first
 * @param deputies the contacts who have access only during an absence
 * @param administrators ids of the contacts who administer the contract
 */
public record Customer(String id, String name, ZoneId zone, List<Recipient> contacts, List<Installation> installations,
        List<String> serves, List<String> formerContacts, List<Deputy> deputies, List<String> administrators) {
    /** Former contacts that a customer remembers. Mails to earlier ones were sent or have failed long ago. */
    private static final int MAX_FORMER_CONTACTS = 1_000;

    /** Creates a customer that has never removed a contact. */
    public Customer(String id, String name, ZoneId zone, List<Recipient> contacts, List<Installation> installations,
            List<String> serves) {
        this(id, name, zone, contacts, installations, serves, List.of(), List.of(), List.of());
    }

    /** A contact with access from an instant until before another. */
    public record Deputy(String contactId, @Nullable Instant activeFrom, @Nullable Instant activeTo) {
        boolean isActiveAt(Instant at) {
            return (activeFrom == null || !at.isBefore(activeFrom)) && (activeTo == null || at.isBefore(activeTo));
        }
    }

    /** An installed product version. */
    public record Installation(String productId, String version) {}

    /** Returns this state with the contacts that the previous state has and this one has not as former contacts. */
    Customer after(Customer previous) {
        var present = contacts.stream().map(Recipient::id).collect(Collectors.toSet());
        var former = Stream.concat(previous.contacts().stream().map(Recipient::id), previous.formerContacts().stream()).distinct()
                .filter(contact -> !present.contains(contact)).limit(MAX_FORMER_CONTACTS).toList();
        return new Customer(id, name, zone, contacts, installations, serves, former, deputies, administrators);
    }

    public Optional<Recipient> contact(String contactId) {
        return contacts.stream().filter(contact -> contact.id().equals(contactId)).findFirst();
    }

    /** Returns the same customer with these deputies among its contacts. */
    public Customer withDeputies(List<Deputy> present) {
        return new Customer(id, name, zone, contacts, installations, serves, formerContacts, present, administrators);
    }

    /** Returns the same customer with these contacts as its administrators. */
    public Customer withAdministrators(List<String> contactIds) {
        return new Customer(id, name, zone, contacts, installations, serves, formerContacts, deputies, contactIds);
    }

    /** Returns the deputy with this id; empty for a named contact. */
    public Optional<Deputy> deputy(String contactId) {
        return deputies.stream().filter(deputy -> deputy.contactId().equals(contactId)).findFirst();
    }

    /** Returns the contacts who have access at an instant: all but the deputies whose absence is not now. */
    public List<Recipient> contactsAt(Instant at) {
        return contacts.stream().filter(contact -> deputy(contact.id()).map(each -> each.isActiveAt(at)).orElse(true)).toList();
    }

    /** Returns the contacts who administer the contract at an instant. */
    public List<Recipient> administratorsAt(Instant at) {
        return contactsAt(at).stream().filter(contact -> administrators.contains(contact.id())).toList();
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
