package io.amparo.entitlement.contract;

import static java.util.stream.Collectors.toUnmodifiableList;

import io.amparo.events.customer.CustomerEvent;
import io.amparo.events.customer.CustomerEvent.Contact;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.events.customer.CustomerEvent.InvitedContact;
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
 * The customer aggregate with its contract, its named contacts (R5.4) and its invitations. Every change of what ContractChanged
 * contains emits the whole customer. It is due when its next invitation expires.
 *
 * @param domains e-mail domains that only this company uses; never those of a public mail provider
 * @param zone IANA zone in which its days begin and end
 * @param serves ids of the customers for whom its contacts act too (managed services), in ascending order
 */
public record Customer(String id, String name, String language, String zone, List<String> domains, Contract contract,
        List<Contact> contacts, Holdings holdings, List<String> serves, Invitations invitations) {
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

    /** Changes nothing, but marks the causation id of this update as applied. */
    public Change<Customer, CustomerEvent> unchanged() {
        return new Change<>(this, List.of(), invitations.nextExpiry());
    }

    public Change<Customer, CustomerEvent> changeContract(Contract newContract, String by, @Nullable String reason, Instant now) {
        return new Customer(id, name, language, zone, domains, newContract, contacts, holdings, serves, invitations)
                .withContractChanged(by, reason, now);
    }

    /** Changes for whom the contacts of this company act too. Contacts lose what it no longer serves at once. */
    public Change<Customer, CustomerEvent> changeServed(List<String> served, String by, Instant now) {
        return new Customer(id, name, language, zone, domains, contract, contacts, holdings, served, invitations)
                .withContractChanged(by, null, now);
    }

    /** Changes the domains, which no event contains. */
    public Change<Customer, CustomerEvent> changeDomains(List<String> newDomains) {
        return new Customer(id, name, language, zone, newDomains, contract, contacts, holdings, serves, invitations).unchanged();
    }

    /** Adds a contact, who needs no invitation or whose invitation is dropped. */
    public Change<Customer, CustomerEvent> nameContact(Contact contact, Instant now) {
        requirePlaceFor(contact.email(), now);
        return withPeople(Stream.concat(contacts.stream(), Stream.of(contact)).toList(),
                invitations.withoutExpired(now).withoutEmail(EmailAddress.fold(contact.email())))
                .withContractChanged(null, null, now);
    }

    /**
     * Invites a person, who becomes a contact by accepting. Repeats the invitation of the same address.
     *
     * @param inviter name of who invites
     * @throws ApiException 409 if the limit of mails is reached
     */
    public Change<Customer, CustomerEvent> inviteContact(Contact contact, String token, String inviter, InvitationPolicy policy,
            Instant now) {
        requirePlaceFor(contact.email(), now);
        return withPeople(contacts, invitations.withoutExpired(now).invite(normalize(contact), token, inviter, policy, now))
                .withContractChanged(null, null, now);
    }

    /**
     * Checks whether a person can be named or invited. An invitation holds a place, which is that of its own person.
     *
     * @throws ApiException 409 if the quota is used up, or the person is a contact already
     */
    public void requirePlaceFor(String email, Instant now) {
        if (contactWithEmail(email).isPresent()) throw ApiException.conflict("contact-exists");
        var folded = EmailAddress.fold(email);
        var invited = invitations.open(now).stream().filter(invitation -> !invitation.email().equals(folded)).count();
        if (contacts.size() + invited >= contract.contactQuota()) throw ApiException.conflict("contact-quota");
    }

    /**
     * Makes the invited person a contact, on the place that the invitation holds. Without an open invitation, changes nothing.
     */
    public Change<Customer, CustomerEvent> acceptInvitation(String token, Instant now) {
        var open = invitations.withToken(token).filter(invitation -> invitation.isOpen(now));
        if (open.isEmpty()) return unchanged();
        var contact = open.get().contact();
        return withPeople(Stream.concat(contacts.stream(), Stream.of(contact)).toList(),
                invitations.accept(open.get()).withoutExpired(now)).withContractChanged(null, null, now);
    }

    /** Removes the invitations that have expired. */
    public Change<Customer, CustomerEvent> expireInvitations(Instant now) {
        var remaining = invitations.withoutExpired(now);
        return remaining.equals(invitations) ? unchanged() : withPeople(contacts, remaining).withContractChanged(null, null, now);
    }

    /**
     * Removes a contact, or withdraws an invitation.
     *
     * @throws ApiException 409 if no administrator would remain and the caller is not the vendor
     */
    public Change<Customer, CustomerEvent> removeContact(String contactId, boolean byVendor, Instant now) {
        var remaining = contacts.stream().filter(contact -> !contact.id().equals(contactId)).toList();
        boolean removed = remaining.size() < contacts.size();
        if (removed && !byVendor && remaining.stream().noneMatch(Contact::administrator))
            throw ApiException.conflict("last-administrator");
        return withPeople(remaining, invitations.withoutPerson(contactId).withoutExpired(now)).withContractChanged(null, null,
                now);
    }

    private Customer withPeople(List<Contact> newContacts, Invitations newInvitations) {
        return new Customer(id, name, language, zone, domains, contract, newContacts, holdings, serves, newInvitations);
    }

    private Change<Customer, CustomerEvent> withContractChanged(@Nullable String by, @Nullable String reason, Instant now) {
        var event = new ContractChanged(id, name, contract.edition().name(), contract.validFrom(), contract.validTo(),
                contract.slaPlan(), language, zone, contacts, holdings.packages(), holdings.installations(), holdings.waivers(),
                holdings.remainingMaintenance(), now, by, reason, serves, invited());
        return new Change<>(this, List.of(event), invitations.nextExpiry());
    }

    private @Nullable List<InvitedContact> invited() {
        return invitations.pending().isEmpty()
                ? null
                : invitations.pending().stream()
                        .map(invitation -> new InvitedContact(invitation.contact().id(), invitation.email(),
                                invitation.contact().name(), invitation.contact().language(), invitation.contact().zone(),
                                invitation.inviter(), invitation.token(), invitation.mailing(), invitation.expiresAt()))
                        .toList();
    }

    /** Whether the vendor has recorded the domain of this address as one that only this company uses. */
    public boolean usesDomainOf(String email) {
        return domains.contains(EmailAddress.domainOf(email));
    }

    /** Returns the contacts and the open invitations, each in their order. */
    public List<ListedContact> listedContacts(Instant now) {
        return Stream
                .concat(contacts.stream().map(ListedContact::named), invitations.open(now).stream().map(ListedContact::invited))
                .toList();
    }

    /** Returns the contact, or the open invitation, with this id. */
    public Optional<ListedContact> listedContact(String contactId, Instant now) {
        return listedContacts(now).stream().filter(listed -> listed.contact().id().equals(contactId)).findFirst();
    }

    /** Returns the person whom this token has invited: a contact if they have accepted. */
    public Optional<ListedContact> invitedBy(String token, Instant now) {
        return invitations.acceptedBy(token).flatMap(this::contact).map(ListedContact::named)
                .or(() -> invitations.withToken(token).filter(invitation -> invitation.isOpen(now)).map(ListedContact::invited));
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
