package io.amparo.knowledge.customer;

import io.amparo.platform.security.EmailAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The part of a customer that the knowledge base needs: its named contacts.
 *
 * @param serves ids of the customers for whom these contacts act too
 */
public record Customer(String id, String name, List<Contact> contacts, List<String> serves) {

    /**
     * A named contact (R5.4), or a deputy for an absence.
     *
     * @param email in folded form
     * @param activeFrom instant from which a deputy has access; null for a named contact
     * @param activeTo instant from which a deputy has no access any more; null for a named contact
     */
    public record Contact(String id, String email, boolean administrator, @Nullable Instant activeFrom,
            @Nullable Instant activeTo) {
        /** Whether the person has access at an instant. */
        public boolean isActiveAt(Instant at) {
            return (activeFrom == null || !at.isBefore(activeFrom)) && (activeTo == null || at.isBefore(activeTo));
        }
    }

    /** @param person e-mail address in any spelling */
    public Optional<Contact> contact(String person) {
        var email = EmailAddress.fold(person);
        return contacts.stream().filter(contact -> contact.email().equals(email)).findFirst();
    }
}
