package io.amparo.entitlement.contract;

import static java.util.stream.Collectors.toUnmodifiableList;

import io.amparo.events.customer.CustomerEvent;
import io.amparo.events.customer.CustomerEvent.Contact;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.platform.security.EmailAddress;
import io.amparo.platform.store.Change;
import io.amparo.platform.web.ApiException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The customer aggregate with its contract and its named contacts (R5.4). Every change emits the whole customer as
 * ContractChanged.
 *
 * @param domains e-mail domains that only this company uses; never those of a public mail provider
 * @param zone IANA zone in which its days begin and end
 * @param serves ids of the customers for whom its contacts act too (managed services), in ascending order
 */
public record Customer(String id, String name, String language, String zone, List<String> domains, Contract contract,
        List<Contact> contacts, Holdings holdings, List<String> serves) {
    public Customer {
        domains = List.copyOf(domains);
        serves = serves.stream().distinct().sorted().toList();
        contacts = contacts.stream().map(Customer::normalize).collect(toUnmodifiableList());
    }

    private static Contact normalize(Contact contact) {
        return new Contact(contact.id(), EmailAddress.fold(contact.email()), contact.name(), contact.language(), contact.zone(),
                contact.administrator());
    }

    /** Emits the first ContractChanged of a new customer. */
    public Change<Customer, CustomerEvent> register(Instant now) {
        return withContractChanged(null, null, now);
    }

    public Change<Customer, CustomerEvent> changeContract(Contract newContract, String by, @Nullable String reason, Instant now) {
        return new Customer(id, name, language, zone, domains, newContract, contacts, holdings, serves).withContractChanged(by,
                reason, now);
    }

    /** Changes for whom the contacts of this company act too. A contact of it loses what it no longer serves at once. */
    public Change<Customer, CustomerEvent> changeServed(List<String> served, String by, Instant now) {
        return new Customer(id, name, language, zone, domains, contract, contacts, holdings, served).withContractChanged(by, null,
                now);
    }

    /** @throws ApiException 409 if the quota is used up, or the person is a contact already with other data */
    public Change<Customer, CustomerEvent> inviteContact(Contact contact, Instant now) {
        if (contactWithEmail(contact.email()).isPresent()) throw ApiException.conflict("contact-exists");
        if (contacts.size() >= contract.contactQuota()) throw ApiException.conflict("contact-quota");
        return withContacts(Stream.concat(contacts.stream(), Stream.of(contact)).toList()).withContractChanged(null, null, now);
    }

    /** @throws ApiException 409 if no administrator would remain and the caller is not the vendor */
    public Change<Customer, CustomerEvent> removeContact(String contactId, boolean byVendor, Instant now) {
        var remaining = contacts.stream().filter(contact -> !contact.id().equals(contactId)).toList();
        if (!byVendor && remaining.stream().noneMatch(Contact::administrator)) throw ApiException.conflict("last-administrator");
        return withContacts(remaining).withContractChanged(null, null, now);
    }

    private Customer withContacts(List<Contact> newContacts) {
        return new Customer(id, name, language, zone, domains, contract, newContacts, holdings, serves);
    }

    private Change<Customer, CustomerEvent> withContractChanged(@Nullable String by, @Nullable String reason, Instant now) {
        return Change.of(this,
                List.of(new ContractChanged(id, name, contract.edition().name(), contract.validFrom(), contract.validTo(),
                        contract.slaPlan(), language, zone, contacts, holdings.packages(), holdings.installations(),
                        holdings.waivers(), holdings.remainingMaintenance(), now, by, reason, serves)));
    }

    public Optional<Contact> contact(String contactId) {
        return contacts.stream().filter(contact -> contact.id().equals(contactId)).findFirst();
    }

    /** Returns the contact with this e-mail address, in any spelling. */
    public Optional<Contact> contactWithEmail(String email) {
        var folded = EmailAddress.fold(email);
        return contacts.stream().filter(contact -> contact.email().equals(folded)).findFirst();
    }

    /** Returns the names of the contacts who may add and remove contacts. */
    public List<String> administrators() {
        return contacts.stream().filter(Contact::administrator).map(Contact::name).toList();
    }

    public LocalDate dayOf(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneId.of(zone));
    }
}
