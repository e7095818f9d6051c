package io.amparo.entitlement.coverage;

import io.amparo.events.entitlement.EntitlementEvent;
import io.amparo.events.entitlement.EntitlementEvent.EntitlementDecided;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A decision on a query with its reasons, from the policy and the contract at that instant.
 *
 * @param policy the version of the policy that was used (R8.4); null if it was decided before there were versions
 */
public record Decision(EntitlementQuery query, @Nullable Party party, boolean granted, List<Reason> reasons,
        List<Reason> warnings, List<Alternative> alternatives, @Nullable String slaPlan, @Nullable String policy,
        Instant decidedAt) {

    /** The reason of a grant continues with the {@code EntitlementSource}. */
    static final String GRANT_PREFIX = "covered-by-";
    private static final Duration GRANT_VALIDITY = Duration.ofHours(1);

    /** Whether the query is covered. */
    enum Outcome { GRANTED, DENIED }

    /** The customer of the decision; contact name and language are null if the person is not one of its contacts. */
    public record Party(String customerId, String customerName, @Nullable String contactName, @Nullable String language) {}

    public Decision {
        reasons = List.copyOf(reasons);
        warnings = List.copyOf(warnings);
        alternatives = List.copyOf(alternatives);
    }

    /**
     * Returns whether a retry gets this decision. A grant is valid for an hour, so that the retries of one opening consume
     * nothing twice; a longer validity could outlive the contract. A denial is never reused.
     */
    boolean isReusableAt(Instant now) {
        return granted && now.isBefore(decidedAt.plus(GRANT_VALIDITY));
    }

    /** Returns whether this decision stays when another is made: a reusable one, and a grant for another query. */
    boolean isBindingFor(Decision other) {
        if (isUnpaidAfter(other)) return false;
        return isReusableAt(other.decidedAt) || granted && !query.matches(other.query);
    }

    /** Whether this grant stays the decision on its ticket when the same query is decided once more. */
    boolean isConfirmedBy(Decision other) {
        return granted && query.matches(other.query) && !isUnpaidAfter(other);
    }

    /** Whether this grant took an incident whose reservation has ended, because the same query is denied now for lack of one. */
    boolean isUnpaidAfter(Decision other) {
        return granted && other.reasons.getFirst().code().equals(CoverageRules.NO_INCIDENT_LEFT) && query.matches(other.query);
    }

    Outcome outcome() {
        return granted ? Outcome.GRANTED : Outcome.DENIED;
    }

    /** Returns what entitles to the ticket, which the reason of a grant names; null for a denial. */
    @Nullable
    String via() {
        return granted ? reasons.getFirst().code().substring(GRANT_PREFIX.length()).toUpperCase(Locale.ROOT) : null;
    }

    /** Returns the clause of the first reason. */
    String clause() {
        return reasons.getFirst().clause();
    }

    /** Whether both deny the same query for the same reasons, also at other instants. */
    boolean isSameDenialAs(Decision other) {
        return !granted && equals(new Decision(other.query, other.party, other.granted, other.reasons, other.warnings,
                other.alternatives, other.slaPlan, other.policy, decidedAt));
    }

    EntitlementDecided toEvent(String ticketId) {
        return new EntitlementDecided(ticketId, ticketId, party == null ? null : party.customerId(),
                query.email().isPresent() ? null : query.person(), query.kind().name(), query.product(), query.version(),
                outcome().name(), via(),
                reasons.stream().map(reason -> new EntitlementEvent.Reason(reason.code(), reason.clause())).toList(),
                warnings.stream().map(Reason::code).distinct().toList(), slaPlan, decidedAt);
    }
}
