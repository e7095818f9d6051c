package io.amparo.events.entitlement;

import io.amparo.events.DomainEvent;
import io.amparo.events.EventType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What entitlement-service tells of decisions. */
public sealed interface EntitlementEvent extends DomainEvent {

    /** Why, as a code of the policy, with the clause it stands on. */
    record Reason(String code, @Nullable String clause) {}

    /**
     * A decision, with what it stood on.
     *
     * @param ticketId the ticket it was asked for; null when somebody only asked
     * @param customerId the person's company; null for a person of no contract, who is then the key
     * @param decision GRANTED or DENIED
     */
    @EventType("io.amparo.entitlement.EntitlementDecided.v1")
    record EntitlementDecided(String decisionId, @Nullable String ticketId, @Nullable String customerId, String email,
            String kind, String product, String version, String decision, @Nullable String via, List<Reason> reasons,
            List<String> warnings, @Nullable String slaPlan, Instant decidedAt) implements EntitlementEvent {
        @Override
        public String key() {
            return customerId == null ? email : customerId;
        }
    }
}
