package io.amparo.ticket.customer;

import io.amparo.platform.security.EmailAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The part of a customer that tickets need: its named contacts, and what its contract waives.
 *
 * @param serves ids of the customers for whom these contacts act too
 * @param waivers codes of the exclusions that the contract waives today (R8.3)
 */
public record Customer(String id, String name, List<Contact> contacts, List<String> serves, List<String> waivers) {

    /**
     * A named contact (R5.4), or a deputy for an absence.
     *
     * @param activeFrom instant from which a deputy has access; null for a named contact
     * @param activeTo instant from which a deputy has no access any more; null for a named contact
     */
    public record Contact(String id, String email, String name, String language, boolean administrator,
            @Nullable Instant activeFrom, @Nullable Instant activeTo) {
        /** Creates a named contact. */
        public Contact(String id, String email, String name, String language, boolean administrator) {
            this(id, email, name, language, administrator, null, null);
        }

        /** Whether the person has access at an instant. */
        public boolean isActiveAt(Instant at) {
            return (activeFrom == null || !at.isBefore(activeFrom)) && (activeTo == null || at.isBefore(activeTo));
        }
    }

    /**
     * Returns a contact.
     *
     * @param person contact id, or e-mail address in any spelling
     */
    public Optional<Contact> contact(String person) {
        var email = EmailAddress.fold(person);
        return contacts.stream().filter(contact -> contact.id().equals(person) || contact.email().equals(email)).findFirst();
    }
}
