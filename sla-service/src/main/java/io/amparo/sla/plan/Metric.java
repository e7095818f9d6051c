package io.amparo.sla.plan;

/** What a promise measures. */
public enum Metric {
    /** From the opening to the first public word of the vendor. */
    FIRST_RESPONSE,
    /** Until the ticket is resolved. */
    RESOLUTION,
    /** From a customer's message, while no answer is owed, to the vendor's next public word. */
    NEXT_RESPONSE,
    /** From each public word of the vendor to its next, while the ticket is open (R9.O4). */
    PERIODIC_UPDATE,
    /** From the qualification of a bug until its fix is delivered (R5.3). */
    FIX_DELIVERED
}
