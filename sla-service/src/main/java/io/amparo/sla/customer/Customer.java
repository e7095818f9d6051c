package io.amparo.sla.customer;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** A customer as promises need it: its plan, what else the contract says about time, and who may ask. Days are days of its zone. */
public record Customer(String id, String name, String slaPlan, ZoneId zone, List<Booked> packages, List<Maintained> maintained,
        List<Contact> contacts, Instant changedAt) {

    /** A named contact (R5.4). */
    public record Contact(String email, boolean administrator) {}

    /** An Advisor package, both days included (R6.1). */
    public record Booked(String code, LocalDate from, LocalDate to) {
        public Booked {
            requireNonNull(code, "code");
            requireNonNull(from, "from");
            requireNonNull(to, "to");
        }
    }

    /** Support that outlives a product's end of life, that day included (R10.3). */
    public record Maintained(String productId, LocalDate until) {
        public Maintained {
            requireNonNull(productId, "productId");
            requireNonNull(until, "until");
        }
    }

    public Customer {
        requireNonNull(slaPlan, "slaPlan");
        requireNonNull(changedAt, "changedAt");
    }

    /** Whether both say the same about time. */
    public boolean sameTerms(Customer other) {
        return slaPlan.equals(other.slaPlan) && zone.equals(other.zone) && packages.equals(other.packages)
                && maintained.equals(other.maintained);
    }

    public Optional<Contact> contact(String email) {
        return contacts.stream().filter(contact -> contact.email().equalsIgnoreCase(email)).findFirst();
    }
}
