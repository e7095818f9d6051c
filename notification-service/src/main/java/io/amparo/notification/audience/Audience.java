package io.amparo.notification.audience;

import io.amparo.notification.audience.AudienceProperties.Staff;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who must be told, with all that a mail to them needs. */
public final class Audience {
    private final Customers customers;
    private final List<Staff> slaStaff;
    private final ZoneId otherwise;

    Audience(Customers customers, List<Staff> slaStaff, ZoneId otherwise) {
        this.customers = customers;
        this.slaStaff = List.copyOf(slaStaff);
        this.otherwise = otherwise;
    }

    /**
     * The contact whom an event names. The event knows name and language; the zone is the contact's own, else that of the
     * company, and where the company is not known here yet (its event travels on another topic) the default.
     */
    public Recipient contact(String customerId, String email, String name, String language) {
        var company = customers.find(customerId);
        var zone = company.flatMap(customer -> customer.contact(email)).map(Recipient::zone).or(() -> company.map(Customer::zone))
                .orElse(otherwise);
        return new Recipient(email, name, language, zone);
    }

    /** The staff to whom a plan escalates; all of them where it names nobody, or nobody of whom we know. */
    public List<Recipient> slaStaff(@Nullable List<String> to) {
        var named = to == null ? Set.<String>of() : Set.copyOf(to);
        var meant = slaStaff.stream().filter(staff -> staff.roles().stream().anyMatch(named::contains)).toList();
        return (meant.isEmpty() ? slaStaff : meant).stream()
                .map(staff -> new Recipient(staff.email(), staff.name(), staff.language(), staff.zone())).toList();
    }

    public Optional<String> nameOf(String customerId) {
        return customers.find(customerId).map(Customer::name);
    }

    /** A zone as an event spells it; one that this Java does not know must not keep a mail back. */
    public ZoneId zone(String id) {
        try {
            return ZoneId.of(id);
        } catch (DateTimeException unknown) {
            return otherwise;
        }
    }
}
