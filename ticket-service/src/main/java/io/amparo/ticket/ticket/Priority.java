package io.amparo.ticket.ticket;

import io.amparo.ticket.ticket.Severity.Level;

/** Priority from impact × urgency, as in ITIL. */
enum Priority {
    P1, P2, P3, P4;

    /** HIGH × HIGH is P1; each lower level of either lowers the priority by one, down to P4. */
    static Priority of(Level impact, Level urgency) {
        return values()[Math.min(impact.ordinal() + urgency.ordinal(), P4.ordinal())];
    }
}
