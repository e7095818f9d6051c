package io.amparo.sla.plan;

/** What an SLA target measures. */
public enum Metric {
    /** From the opening of the ticket to the vendor's first public message. */
    FIRST_RESPONSE,
    /** From the opening of the ticket to its resolution. */
    RESOLUTION,
    /** From a customer's message, if no earlier one is unanswered, to the vendor's next public message. */
    NEXT_RESPONSE,
    /** From each public message of the vendor to its next one, while the ticket is open (R9.O4). */
    PERIODIC_UPDATE,
    /** From the qualification of a bug until its fix is delivered (R5.3). */
    FIX_DELIVERED
}
