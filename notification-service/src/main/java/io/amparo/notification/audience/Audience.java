package io.amparo.notification.audience;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Who must be told, with all that a mail to them needs. */
public final class Audience {
    private final Customers customers;
    private final List<Recipient> slaStaff;
    private final ZoneId otherwise;

    Audience(Customers customers, List<Recipient> slaStaff, ZoneId otherwise) {
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
        var zone = company.flatMap(customer -> customer.contact(email)).map(Recipient::zone)
                .or(() -> company.map(Customer::zone)).orElse(otherwise);
        return new Recipient(email, name, language, zone);
    }

    /** The staff who hear of every SLA warning and breach. */
    public List<Recipient> slaStaff() {
        return slaStaff;
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
