package io.amparo.entitlement.coverage;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Somebody wants a ticket.
 *
 * @param email whose ticket it would be
 * @param customerId for which customer; null for the one that has named the person
 */
public record Wish(String email, Kind kind, String product, String version, @Nullable String customerId) {
    public Wish {
        email = email.strip().toLowerCase(Locale.ROOT);
    }

    /** The same, whether or not the customer was named with it. */
    boolean matches(Wish other) {
        return email.equals(other.email) && kind == other.kind && product.equals(other.product) && version.equals(other.version)
                && (customerId == null || other.customerId == null || customerId.equals(other.customerId));
    }
}
