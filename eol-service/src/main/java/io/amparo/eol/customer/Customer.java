package io.amparo.eol.customer;

import io.amparo.platform.security.EmailAddress;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The part of a customer that an end of life needs: its installations, its agreed maintenance and its contacts.
 *
 * @param zone IANA time zone, in which its maintenance ends
 * @param serves ids of the customers for whom these contacts act too
 */
public record Customer(String id, String name, String zone, LocalDate contractEnds, List<Contact> contacts, List<String> serves,
        List<Installation> installations, List<Maintenance> maintenance) {

    /**
     * A named contact (R5.4), or a deputy for an absence.
     *
     * @param email in folded form
     * @param activeFrom instant from which a deputy has access; null for a named contact
     * @param activeTo instant from which a deputy has no access any more; null for a named contact
     */
    public record Contact(String id, String email, String language, boolean administrator, @Nullable Instant activeFrom,
            @Nullable Instant activeTo) {
        /** Whether the person has access at an instant. */
        public boolean isActiveAt(Instant at) {
            return (activeFrom == null || !at.isBefore(activeFrom)) && (activeTo == null || at.isBefore(activeTo));
        }
    }

    /** A product version that the customer runs. */
    public record Installation(String productId, String version) {}

    /** Support agreed beyond the end of life; {@code until} is included (R10.3). */
    public record Maintenance(String productId, LocalDate until) {}

    public List<String> versionsOf(String productId) {
        return installations.stream().filter(installed -> installed.productId().equals(productId)).map(Installation::version)
                .distinct().sorted().toList();
    }

    /** Returns the language of each contact. */
    public List<String> contactLanguages() {
        return contacts.stream().map(Contact::language).toList();
    }

    /** @param person e-mail address in any spelling */
    public Optional<Contact> contact(String person) {
        var email = EmailAddress.fold(person);
        return contacts.stream().filter(contact -> contact.email().equals(email)).findFirst();
    }

    /** Returns how many installations of the product there are. */
    public int installationsOf(String productId) {
        return (int) installations.stream().filter(installed -> installed.productId().equals(productId)).count();
    }

    public Optional<LocalDate> maintainedUntil(String productId) {
        return maintenance.stream().filter(agreed -> agreed.productId().equals(productId)).map(Maintenance::until)
                .max(Comparator.naturalOrder());
    }
}
