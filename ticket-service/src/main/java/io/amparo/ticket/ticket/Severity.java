package io.amparo.ticket.ticket;

import org.jspecify.annotations.Nullable;

/**
 * Effect, impact and urgency of what a ticket reports.
 *
 * @param priority derived from impact and urgency when the ticket was opened; a later matrix does not change it
 */
record Severity(@Nullable Effect effect, Level impact, Level urgency, Priority priority) {

    /** Effect that qualifies a ticket as an incident (R5.2). */
    enum Effect { INTERRUPTION, UNAVAILABILITY, DEGRADATION }

    enum Level { HIGH, MEDIUM, LOW }

    static Severity of(@Nullable Effect effect, Level impact, Level urgency) {
        return new Severity(effect, impact, urgency, Priority.of(impact, urgency));
    }
}
