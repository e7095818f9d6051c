package io.amparo.entitlement.contract;

import static java.util.stream.Collectors.toUnmodifiableList;

import io.amparo.events.FieldLimits;
import io.amparo.events.customer.CustomerEvent;
import io.amparo.events.customer.CustomerEvent.Contact;
import io.amparo.platform.security.EmailAddress;
import io.amparo.platform.store.Change;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.ApiException.FieldError;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The customer aggregate with the periods of its contract, its named contacts (R5.4) and its invitations. Every change of what
 * ContractChanged contains emits the whole customer, and so does each {@linkplain Publication#boundaries boundary}: the customer
 * is due at the next one.
 *
 * @param zone IANA zone in which its days begin and end
 * @param domains e-mail domains that only this company uses; never those of a public mail provider
 * @param contactQuota limit of the named contacts; deputies do not count
 * @param contacts named contacts and deputies
 * @param serves ids of the customers for whom its contacts act too (managed services), in ascending order
 * @param publishedAt instant of the last published state, with all boundaries until then; null before the first one
 */
public record Customer(String id, String name, String language, String zone, List<String> domains, int contactQuota,
        Periods periods, List<Contact> contacts, Holdings holdings, List<String> serves, Invitations invitations,
        @Nullable Instant publishedAt) {
    /** Boundaries that one change publishes; more are missed only in an outage of weeks. */
    private static final int MAX_MISSED = 20;

    public Customer {
        domains = List.copyOf(domains);
        serves = serves.stream().distinct().sorted().toList();
        contacts = contacts.stream().map(Customer::normalize).collect(toUnmodifiableList());
    }

    /** Creates a customer without a contract and without contacts. */
    public static Customer create(String id, String name, String language, String zone, int contactQuota) {
        return new Customer(id, name, language, zone, List.of(), contactQuota, Periods.NONE, List.of(), Holdings.NONE, List.of(),
                Invitations.NONE, null);
    }

    private static Contact normalize(Contact contact) {
        return new Contact(contact.id(), EmailAddress.fold(contact.email()), contact.name(), contact.language(), contact.zone(),
                contact.administrator(), contact.deputyFor(), contact.activeFrom(), contact.activeTo());
    }

    /** Emits the first ContractChanged of a new customer. */
    public Change<Customer, CustomerEvent> register(Instant now) {
        return change(customer -> customer, null, null, now);
    }

    /** Changes nothing, but marks the causation id of this update as applied. */
    public Change<Customer, CustomerEvent> unchanged() {
        return new Change<>(this, List.of(), dueAt());
    }

    /**
     * Applies an edit and emits the new state, and before it the states at the boundaries that were not published yet: consumers
     * get them in order, each with its own instant.
     */
    public Change<Customer, CustomerEvent> change(UnaryOperator<Customer> edit, @Nullable String by, @Nullable String reason,
            Instant now) {
        var at = publishedAt == null || now.isAfter(publishedAt) ? now : publishedAt;
        var missed = publishedAt == null ? List.<Instant>of() : passedBoundaries(now);
        var next = edit.apply(this).withoutEnded(now).publishedAt(at);
        var events = Stream.concat(missed.stream().flatMap(boundary -> Publication.of(this, null, null, boundary)),
                Publication.of(next, by, reason, now));
        return new Change<>(next, events.map(CustomerEvent.class::cast).toList(), next.dueAt());
    }

    /** Publishes the state at the next boundary, if it is reached. The customer stays due if another one is reached too. */
    public Change<Customer, CustomerEvent> tick(Instant now) {
        if (publishedAt == null) return register(now);
        var reached = passedBoundaries(now);
        if (reached.isEmpty()) return unchanged();
        var boundary = reached.getFirst();
        var next = withoutEnded(boundary).publishedAt(boundary);
        return new Change<>(next, Publication.of(next, null, null, boundary).map(CustomerEvent.class::cast).toList(),
                next.dueAt());
    }

    private List<Instant> passedBoundaries(Instant now) {
        var passed = Publication.boundaries(this).filter(boundary -> boundary.isAfter(publishedAt) && !boundary.isAfter(now))
                .distinct().sorted().toList();
        return passed.subList(Math.max(0, passed.size() - MAX_MISSED), passed.size());
    }

    private @Nullable Instant dueAt() {
        if (publishedAt == null) return Instant.EPOCH;
        return Publication.boundaries(this).filter(boundary -> boundary.isAfter(publishedAt)).min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** Changes the domains, which no event contains. */
    public Change<Customer, CustomerEvent> changeDomains(List<String> changed) {
        return new Customer(id, name, language, zone, changed, contactQuota, periods, contacts, holdings, serves, invitations,
                publishedAt).unchanged();
    }

    /** Adds a contact, who needs no invitation or whose invitation is dropped. */
    public Change<Customer, CustomerEvent> nameContact(Contact contact, Instant now) {
        requirePlaceFor(contact, now);
        return change(customer -> customer.withPeople(Stream.concat(contacts.stream(), Stream.of(contact)).toList(),
                invitations.withoutEmail(EmailAddress.fold(contact.email()))), null, null, now);
    }

    /**
     * Invites a person, who becomes a contact by accepting. Repeats the invitation of the same address.
     *
     * @param inviter name of who invites
     * @throws ApiException 409 if the limit of mails is reached
     */
    public Change<Customer, CustomerEvent> inviteContact(Contact contact, String token, String inviter, InvitationPolicy policy,
            Instant now) {
        requirePlaceFor(contact, now);
        return change(
                customer -> customer.withPeople(contacts,
                        invitations.withoutExpired(now).invite(normalize(contact), token, inviter, policy, now)),
                null, null, now);
    }

    /**
     * Checks whether a person can be named or invited. An invitation holds a place, which is that of its own person; a deputy
     * needs none.
     *
     * @throws ApiException 409 if the quota is used up, or the person is a contact already; 422 if a deputy is for no contact
     */
    public void requirePlaceFor(Contact wanted, Instant now) {
        var present = withoutEnded(now);
        if (present.contactWithEmail(wanted.email()).isPresent()) throw ApiException.conflict("contact-exists");
        var folded = EmailAddress.fold(wanted.email());
        var others = Stream.concat(present.contacts.stream(), present.invitations.pending().stream().map(Invitation::contact))
                .filter(person -> !person.email().equals(folded)).toList();
        if (wanted.deputyFor() == null) {
            if (others.stream().filter(Customer::isNamed).count() >= contactQuota)
                throw ApiException.conflict("contact-quota", new FieldError("email", "quota-reached", contactQuota));
        } else {
            if (present.contact(wanted.deputyFor()).filter(Customer::isNamed).isEmpty())
                throw ApiException.invalid("deputyFor", "no-contact");
            if (others.stream().anyMatch(person -> wanted.deputyFor().equals(person.deputyFor()) && overlap(wanted, person)))
                throw ApiException.conflict("contact-exists", new FieldError("deputyFor", "has-deputy"));
            if (others.stream().filter(person -> !isNamed(person)).count() >= FieldLimits.DEPUTIES)
                throw ApiException.conflict("list-limit");
        }
    }

    private static boolean overlap(Contact one, Contact other) {
        return one.activeFrom() == null || one.activeTo() == null || other.activeFrom() == null || other.activeTo() == null
                || one.activeFrom().isBefore(other.activeTo()) && other.activeFrom().isBefore(one.activeTo());
    }

    private static boolean isNamed(Contact contact) {
        return contact.deputyFor() == null;
    }

    /**
     * Makes the invited person a contact, on the place that the invitation holds. Without an open invitation, changes nothing.
     */
    public Change<Customer, CustomerEvent> acceptInvitation(String token, Instant now) {
        var open = invitations.withToken(token).filter(invitation -> invitation.isOpen(now));
        if (open.isEmpty()) return unchanged();
        var contact = open.get().contact();
        return change(customer -> customer.withPeople(Stream.concat(contacts.stream(), Stream.of(contact)).toList(),
                invitations.accept(open.get())), null, null, now);
    }

    /**
     * Removes a contact and its deputies, or withdraws an invitation.
     *
     * @throws ApiException 409 if no administrator would remain and the caller is not the vendor
     */
    public Change<Customer, CustomerEvent> removeContact(String contactId, boolean byVendor, Instant now) {
        var remaining = contacts.stream()
                .filter(contact -> !contact.id().equals(contactId) && !contactId.equals(contact.deputyFor())).toList();
        boolean removed = contact(contactId).filter(Customer::isNamed).isPresent();
        if (removed && !byVendor && remaining.stream().noneMatch(each -> each.administrator() && isNamed(each)))
            throw ApiException.conflict("last-administrator");
        return change(customer -> customer.withPeople(remaining, invitations.withoutPerson(contactId)), null, null, now);
    }

    /** Removes the deputies and the invitations that have ended at an instant. */
    private Customer withoutEnded(Instant at) {
        var present = contacts.stream().filter(contact -> contact.activeTo() == null || at.isBefore(contact.activeTo())).toList();
        return withPeople(present, invitations.withoutExpired(at));
    }

    /** Whether the vendor has recorded the domain of this address as one that only this company uses. */
    public boolean usesDomainOf(String email) {
        return domains.contains(EmailAddress.domainOf(email));
    }

    /** Returns the contacts and the open invitations, each in their order. */
    public List<ListedContact> listedContacts(Instant now) {
        return Stream.concat(withoutEnded(now).contacts.stream().map(ListedContact::named),
                invitations.open(now).stream().map(ListedContact::invited)).toList();
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
        return contacts.stream().filter(contact -> contact.administrator() && isNamed(contact)).map(Contact::name).toList();
    }

    public LocalDate dayOf(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneId.of(zone));
    }

    /** Returns the period of a day in the customer's zone. */
    public Optional<Period> periodOn(LocalDate day) {
        return periods.on(day);
    }

    public Customer withProfile(String newName, String newLanguage, String newZone, int newQuota) {
        return new Customer(id, newName, newLanguage, newZone, domains, newQuota, periods, contacts, holdings, serves,
                invitations, publishedAt);
    }

    /** Contacts lose what the company no longer serves at once. */
    Customer withServed(List<String> served) {
        return new Customer(id, name, language, zone, domains, contactQuota, periods, contacts, holdings, served, invitations,
                publishedAt);
    }

    public Customer withPeriods(Periods changed) {
        return new Customer(id, name, language, zone, domains, contactQuota, changed, contacts, holdings, serves, invitations,
                publishedAt);
    }

    public Customer withHoldings(Holdings changed) {
        return new Customer(id, name, language, zone, domains, contactQuota, periods, contacts, changed, serves, invitations,
                publishedAt);
    }

    public Customer withPeople(List<Contact> newContacts, Invitations newInvitations) {
        return new Customer(id, name, language, zone, domains, contactQuota, periods, newContacts, holdings, serves,
                newInvitations, publishedAt);
    }

    private Customer publishedAt(Instant at) {
        return new Customer(id, name, language, zone, domains, contactQuota, periods, contacts, holdings, serves, invitations,
                at);
    }
}
