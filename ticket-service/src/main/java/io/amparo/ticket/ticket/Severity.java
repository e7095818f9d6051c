package io.amparo.ticket.ticket;

import org.jspecify.annotations.Nullable;

/** Effect, impact and urgency of what a ticket reports; the priority derives from them. */
record Severity(@Nullable Effect effect, Level impact, Level urgency) {

    /** Effect that qualifies a ticket as an incident (R5.2). */
    enum Effect { INTERRUPTION, UNAVAILABILITY, DEGRADATION }

    enum Level { HIGH, MEDIUM, LOW }

    Priority priority() {
        return Priority.of(impact, urgency);
    }
}
