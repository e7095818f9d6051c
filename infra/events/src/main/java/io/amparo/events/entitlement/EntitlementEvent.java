package io.amparo.events.entitlement;

import io.amparo.events.DomainEvent;
import io.amparo.events.EventType;
import io.amparo.events.TextOf;
import io.amparo.events.Vocabulary.DecisionOutcome;
import io.amparo.events.Vocabulary.ReasonCode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events of entitlement-service about entitlement decisions. */
public sealed interface EntitlementEvent extends DomainEvent {

    /**
     * A reason of a decision.
     *
     * @param code code of the reason
     * @param clause clause of the support policy on which it is based; null for none
     */
    record Reason(@TextOf(ReasonCode.class) String code, @Nullable String clause) {}

    /**
     * An entitlement was granted or denied.
     *
     * @param decisionId id of the decision
     * @param ticketId the ticket of the request; null for a query without a ticket
     * @param customerId the company of the person; null for a person without a contract, whose decision is then the key
     * @param contact person id of who asks for the ticket; null for a person who is not a named contact
     * @param product id of the product that the request is about
     * @param decision result
     * @param reasons why, the decisive one first
     * @param warnings what the person should know although the ticket is granted
     * @param slaPlan id of the SLA plan of the contract; null without a contract
     * @param decidedAt instant of the decision
     */
    @EventType("io.amparo.entitlement.EntitlementDecided.v1")
    record EntitlementDecided(String decisionId, @Nullable String ticketId, @Nullable String customerId, @Nullable String contact,
            String kind, String product, String version, @TextOf(DecisionOutcome.class) String decision, @Nullable String via,
            List<Reason> reasons, @TextOf(ReasonCode.class) List<String> warnings, @Nullable String slaPlan,
            Instant decidedAt) implements EntitlementEvent {
        /** The customer's id; the id of the decision for a person without a contract. */
        @Override
        public String key() {
            return customerId == null ? decisionId : customerId;
        }
    }
}
