package io.amparo.entitlement.coverage;

import io.amparo.platform.security.EmailAddress;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The question whether a person may open a ticket of this kind for a product version.
 *
 * @param person contact id of the person who opens the ticket; of a person who is not a named contact the e-mail address in
 *     folded form, of a machine its client id
 * @param customerId customer of the ticket; null for the one that lists the person as a contact
 * @param exclusion code of the exclusion that the ticket falls under; null if it falls under none (R8.1)
 */
public record EntitlementQuery(String person, Kind kind, String product, String version, @Nullable String customerId,
        @Nullable String exclusion) {
    public EntitlementQuery {
        if (isAddress(person)) person = EmailAddress.fold(person);
    }

    public EntitlementQuery(String person, Kind kind, String product, String version, @Nullable String customerId) {
        this(person, kind, product, version, customerId, null);
    }

    /** Returns the e-mail address of a person who is not a named contact. */
    Optional<String> email() {
        return isAddress(person) ? Optional.of(person) : Optional.empty();
    }

    /** No id of a person contains this character. */
    private static boolean isAddress(String person) {
        return person.indexOf('@') >= 0;
    }

    EntitlementQuery withPerson(String other) {
        return new EntitlementQuery(other, kind, product, version, customerId, exclusion);
    }

    /** Returns whether both queries are equal; a missing customer id matches any. */
    boolean matches(EntitlementQuery other) {
        return person.equals(other.person) && kind == other.kind && product.equals(other.product) && version.equals(other.version)
                && Objects.equals(exclusion, other.exclusion)
                && (customerId == null || other.customerId == null || customerId.equals(other.customerId));
    }
}
