package io.amparo.ticket.ticket;

import io.amparo.ticket.policy.TicketPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Effect, impact and urgency of what a ticket reports.
 *
 * @param priority by the matrix of the policy that was effective when the ticket was opened; a later one does not change it
 */
record Severity(@Nullable Effect effect, Level impact, Level urgency, Priority priority) {

    /** Effect that qualifies a ticket as an incident (R5.2). */
    enum Effect { INTERRUPTION, UNAVAILABILITY, DEGRADATION }

    enum Level { HIGH, MEDIUM, LOW }

    static Severity of(@Nullable Effect effect, Level impact, Level urgency, TicketPolicy policy) {
        return new Severity(effect, impact, urgency, Priority.valueOf(policy.priority(impact.name(), urgency.name())));
    }

    Severity withPriority(Priority other) {
        return new Severity(effect, impact, urgency, other);
    }

    /** Returns whether the same was reported; the priority also depends on the policy. */
    boolean isSameReportAs(Severity other) {
        return effect == other.effect && impact == other.impact && urgency == other.urgency;
    }
}
