package io.amparo.ticket.policy;

import io.amparo.platform.web.ApiException;
import java.util.List;

/**
 * The part of the support policy that the opening of tickets needs.
 *
 * @param id id of the policy
 * @param version version of the policy, from 1
 */
public record TicketPolicy(String id, int version, List<KindRule> kinds, List<PriorityRule> priorities) {

    /**
     * A kind of ticket.
     *
     * @param requiredFields fields that a request must have (R1.2)
     */
    public record KindRule(String kind, List<String> requiredFields) {
        public KindRule {
            requiredFields = List.copyOf(requiredFields);
        }
    }

    /** An entry of the priority matrix. */
    public record PriorityRule(String impact, String urgency, String priority) {}

    public TicketPolicy {
        kinds = List.copyOf(kinds);
        priorities = List.copyOf(priorities);
    }

    /**
     * Returns the fields that a ticket of this kind needs.
     *
     * @throws ApiException 422 that names the kinds of the policy, if it has no tickets of this kind
     */
    public List<String> requiredFields(String kind) {
        return kinds.stream().filter(rule -> rule.kind().equals(kind)).findFirst()
                .orElseThrow(() -> ApiException.invalidOneOf("kind", kinds.stream().map(KindRule::kind).toList()))
                .requiredFields();
    }

    /** Returns the priority by the matrix, which has an entry for each pair. */
    public String priority(String impact, String urgency) {
        return priorities.stream().filter(rule -> rule.impact().equals(impact) && rule.urgency().equals(urgency)).findFirst()
                .orElseThrow().priority();
    }
}
