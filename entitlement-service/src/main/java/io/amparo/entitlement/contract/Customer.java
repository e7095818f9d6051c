package io.amparo.entitlement.contract;

import static java.util.stream.Collectors.toUnmodifiableList;

import io.amparo.events.customer.CustomerEvent;
import io.amparo.events.customer.CustomerEvent.AdvisorPackage;
import io.amparo.events.customer.CustomerEvent.Contact;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.events.customer.CustomerEvent.Installation;
import io.amparo.events.customer.CustomerEvent.RemainingMaintenance;
import io.amparo.platform.store.Change;
import io.amparo.platform.web.ApiException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The customer aggregate with its contract and its named contacts (R5.4). Every change emits the whole customer as
 * ContractChanged.
 *
 * @param domains e-mail domains that only this company uses; never those of a public mail provider
 * @param zone IANA zone in which its days begin and end
 */
public record Customer(String id, String name, String language, String zone, List<String> domains, Contract contract,
        List<Contact> contacts, List<AdvisorPackage> packages, List<Installation> installations, List<String> waivers,
        List<RemainingMaintenance> remainingMaintenance, List<HoursEntry> hours) {
    public Customer {
        domains = List.copyOf(domains);
        contacts = contacts.stream().map(Customer::normalize).collect(toUnmodifiableList());
        packages = List.copyOf(packages);
        installations = List.copyOf(installations);
        waivers = List.copyOf(waivers);
        remainingMaintenance = List.copyOf(remainingMaintenance);
        hours = List.copyOf(hours);
    }

    private static Contact normalize(Contact contact) {
        return new Contact(normalize(contact.email()), contact.name(), contact.language(), contact.zone(),
                contact.administrator());
    }

    /** E-mail addresses are compared without regard to case. */
    static String normalize(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    /** Emits the first ContractChanged of a new customer. */
    public Change<Customer, CustomerEvent> register(Instant now) {
        return withContractChanged(now);
    }

    public Change<Customer, CustomerEvent> changeContract(Contract newContract, String by, @Nullable String reason, Instant now) {
        return new Customer(id, name, language, zone, domains, newContract, contacts, packages, installations, waivers,
                remainingMaintenance, hours).withContractChanged(by, reason, now);
    }

    /** @throws ApiException 409 if the quota is used up, or the person is a contact already with other data */
    public Change<Customer, CustomerEvent> inviteContact(Contact contact, Instant now) {
        if (contact(contact.email()).isPresent()) throw ApiException.conflict("contact-exists");
        if (contacts.size() >= contract.contactQuota()) throw ApiException.conflict("contact-quota");
        return withContacts(Stream.concat(contacts.stream(), Stream.of(contact)).toList()).withContractChanged(now);
    }

    /** @throws ApiException 409 if no administrator would remain and the caller is not the vendor */
    public Change<Customer, CustomerEvent> removeContact(String email, boolean byVendor, Instant now) {
        var remaining = contacts.stream().filter(contact -> !contact.email().equals(normalize(email))).toList();
        if (!byVendor && remaining.stream().noneMatch(Contact::administrator)) throw ApiException.conflict("last-administrator");
        return withContacts(remaining).withContractChanged(now);
    }

    private Customer withContacts(List<Contact> newContacts) {
        return new Customer(id, name, language, zone, domains, contract, newContacts, packages, installations, waivers,
                remainingMaintenance, hours);
    }

    private Change<Customer, CustomerEvent> withContractChanged(Instant now) {
        return withContractChanged(null, null, now);
    }

    private Change<Customer, CustomerEvent> withContractChanged(@Nullable String by, @Nullable String reason, Instant now) {
        return Change.of(this,
                List.of(new ContractChanged(id, name, contract.edition().name(), contract.validFrom(), contract.validTo(),
                        contract.slaPlan(), language, zone, contacts, packages, installations, waivers, remainingMaintenance, now,
                        by, reason)));
    }

    public Optional<Contact> contact(String email) {
        return contacts.stream().filter(contact -> contact.email().equals(normalize(email))).findFirst();
    }

    /** Returns the names of the contacts who may add and remove contacts. */
    public List<String> administrators() {
        return contacts.stream().filter(Contact::administrator).map(Contact::name).toList();
    }

    /** Returns whether the domain of the address belongs to this company; it grants no rights. */
    public boolean employs(String email) {
        return domains.contains(domainOf(email));
    }

    static String domainOf(String email) {
        return normalize(email.substring(email.lastIndexOf('@') + 1));
    }

    public LocalDate dayOf(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneId.of(zone));
    }

    public boolean hasPackage(String code, LocalDate day) {
        return packages.stream().anyMatch(
                booked -> booked.code().equals(code) && !day.isBefore(booked.validFrom()) && !day.isAfter(booked.validTo()));
    }

    /** Returns the remaining consultancy minutes: the sum of the ledger (R7.2). */
    public int remainingMinutes() {
        return hours.stream().mapToInt(HoursEntry::minutes).sum();
    }

    /** Returns the support agreed beyond the end of life of a product; {@code until} is included (R10.3). */
    public Optional<RemainingMaintenance> maintenanceOf(String productId, LocalDate day) {
        return remainingMaintenance.stream()
                .filter(agreed -> agreed.productId().equals(productId) && !day.isAfter(agreed.until())).findFirst();
    }
}
