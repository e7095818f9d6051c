package io.amparo.notification.audience;

import io.amparo.notification.audience.AudienceProperties.Staff;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Resolves the recipients of a mail with name, language and time zone. */
public final class Audience implements RecipientLookup {
    private final Customers customers;
    private final List<Staff> slaStaff;
    private final ZoneId defaultZone;

    Audience(Customers customers, List<Staff> slaStaff, ZoneId defaultZone) {
        this.customers = customers;
        this.slaStaff = List.copyOf(slaStaff);
        this.defaultZone = defaultZone;
    }

    /**
     * Returns the contact named by an event, with name and language of the event: a contact of the customer, or of a company that
     * serves the customer. The zone is the contact's own, otherwise that of the customer, otherwise the default; address, contact
     * or customer may be unknown, because their event arrives on another topic.
     */
    public Recipient contact(String customerId, String contactId, String name, String language) {
        var contact = find(customerId, contactId);
        var zone = contact.map(Recipient::zone).or(() -> customers.lookUp(customerId).map(Customer::zone)).orElse(defaultZone);
        return new Recipient(contactId, customerId, contact.map(Recipient::email).orElse(null), name, language, zone);
    }

    /** Returns the staff or the contact with this person id. Their addresses are confirmed; others are unknown. */
    public Optional<Recipient> person(String id) {
        return staffMember(id).or(() -> customers.findByContactId(id).flatMap(customer -> customer.contact(id)));
    }

    private Optional<Recipient> find(String customerId, String contactId) {
        return customers.lookUp(customerId).flatMap(customer -> customer.contact(contactId))
                .or(() -> customers.findByContactId(contactId).filter(company -> company.serves().contains(customerId))
                        .flatMap(company -> company.contact(contactId)));
    }

    @Override
    public Optional<String> address(Recipient recipient) {
        if (recipient.customerId() == null) return Optional.ofNullable(recipient.email());
        return find(recipient.customerId(), recipient.id()).map(Recipient::email);
    }

    @Override
    public boolean isFormerContact(Recipient recipient) {
        return recipient.customerId() != null && customers.lookUp(recipient.customerId())
                .filter(customer -> customer.formerContacts().contains(recipient.id())).isPresent();
    }

    @Override
    public List<Recipient> alternates(Recipient recipient, Instant now) {
        if (recipient.customerId() == null) return List.of();
        return customers.lookUp(recipient.customerId()).filter(customer -> customer.contact(recipient.id()).isPresent())
                .or(() -> customers.findByContactId(recipient.id())).map(company -> company.contactsAt(now)).orElse(List.of())
                .stream().filter(contact -> !contact.id().equals(recipient.id()) && contact.email() != null)
                .sorted(Comparator.comparing(contact -> !contact.language().equals(recipient.language()))).toList();
    }

    /** Returns the staff with one of the roles to which a plan escalates; all staff if no role is named or none matches. */
    public List<Recipient> slaStaff(@Nullable List<String> escalationRoles) {
        var roles = escalationRoles == null ? Set.<String>of() : Set.copyOf(escalationRoles);
        var matching = slaStaff.stream().filter(staff -> staff.roles().stream().anyMatch(roles::contains)).toList();
        return (matching.isEmpty() ? slaStaff : matching).stream().map(Audience::recipient).toList();
    }

    /** Returns the configured staff with a role; empty if there is none. */
    public List<Recipient> staffWithRole(String role) {
        return slaStaff.stream().filter(staff -> staff.roles().contains(role)).map(Audience::recipient).toList();
    }

    /** Returns the configured staff member with this person id. */
    public Optional<Recipient> staffMember(String id) {
        return slaStaff.stream().filter(staff -> staff.id().equals(id)).findFirst().map(Audience::recipient);
    }

    public boolean isStaff(String id) {
        return staffMember(id).isPresent();
    }

    public List<String> staffIds() {
        return slaStaff.stream().map(Staff::id).toList();
    }

    private static Recipient recipient(Staff staff) {
        return new Recipient(staff.id(), staff.email(), staff.name(), staff.language(), staff.zone());
    }

    public ZoneId defaultZone() {
        return defaultZone;
    }

    public Optional<String> nameOf(String customerId) {
        return customers.lookUp(customerId).map(Customer::name);
    }

    /** Parses the zone of an event. Returns the default for a zone unknown to this JVM, so that the mail is still sent. */
    public ZoneId zone(String id) {
        try {
            return ZoneId.of(id);
        } catch (DateTimeException unknownZone) {
            return defaultZone;
        }
    }
}
