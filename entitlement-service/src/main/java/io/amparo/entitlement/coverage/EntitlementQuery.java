package io.amparo.entitlement.coverage;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The question whether a person may open a ticket of this kind for a product version.
 *
 * @param email e-mail of the person who opens the ticket, in lower case
 * @param customerId customer of the ticket; null for the one that lists the person as a contact
 */
public record EntitlementQuery(String email, Kind kind, String product, String version, @Nullable String customerId) {
    public EntitlementQuery {
        email = email.strip().toLowerCase(Locale.ROOT);
    }

    /** Returns whether both queries are equal; a missing customer id matches any. */
    boolean matches(EntitlementQuery other) {
        return email.equals(other.email) && kind == other.kind && product.equals(other.product) && version.equals(other.version)
                && (customerId == null || other.customerId == null || customerId.equals(other.customerId));
    }
}
