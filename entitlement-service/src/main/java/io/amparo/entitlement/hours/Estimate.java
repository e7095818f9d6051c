package io.amparo.entitlement.hours;

import io.amparo.events.entitlement.EntitlementEvent;
import io.amparo.platform.store.Change;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An estimate of consultancy hours for a ticket. Nothing is booked on the ticket before the customer has accepted one (R7).
 *
 * @param ticket number of the ticket
 * @param minutes whole blocks of the rounding rule
 * @param description what is to be done, as text for people
 * @param by person id of who proposed it
 * @param acceptedBy person id of the contract administrator who accepted it; null while it is proposed
 */
record Estimate(String id, String customerId, String ticket, int minutes, String description, String by, Instant proposedAt,
        @Nullable String acceptedBy, @Nullable Instant acceptedAt) {

    static Change<Estimate, EntitlementEvent> propose(String id, String customerId, String ticket, int minutes,
            String description, String by, Instant now) {
        return Change.of(new Estimate(id, customerId, ticket, minutes, description, by, now, null, null), List.of());
    }

    /** Accepts the estimate. The first acceptance stays. */
    Change<Estimate, EntitlementEvent> accept(String person, Instant now) {
        return Change.of(acceptedBy == null
                ? new Estimate(id, customerId, ticket, minutes, description, by, proposedAt, person, now)
                : this, List.of());
    }
}
