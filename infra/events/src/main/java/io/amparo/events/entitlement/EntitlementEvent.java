package io.amparo.events.entitlement;

import io.amparo.events.DomainEvent;
import io.amparo.events.EventType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events of entitlement-service about entitlement decisions. */
public sealed interface EntitlementEvent extends DomainEvent {

    /** A reason of a decision: a code of the policy, and the clause on which it is based. */
    record Reason(String code, @Nullable String clause) {}

    /**
     * An entitlement was granted or denied.
     *
     * @param ticketId the ticket of the request; null for a query without a ticket
     * @param customerId the company of the person; null for a person without a contract, whose e-mail is then the key
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
