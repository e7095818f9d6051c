package io.amparo.ticket.ticket;

/** From impact × urgency, as ITIL has it. */
enum Priority {
    P1, P2, P3, P4;

    /** Both high is P1; each step down of either is one priority less, down to P4. */
    static Priority of(Level impact, Level urgency) {
        return values()[Math.min(impact.ordinal() + urgency.ordinal(), P4.ordinal())];
    }
}
