package io.amparo.ticket.ticket;

/** Priority from impact × urgency, by the matrix of the support policy. */
enum Priority {
    P1, P2, P3, P4
}
