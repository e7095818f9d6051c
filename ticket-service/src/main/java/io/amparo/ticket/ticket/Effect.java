package io.amparo.ticket.ticket;

/** Effect that qualifies a ticket as an incident (R5.2). */
enum Effect { INTERRUPTION, UNAVAILABILITY, DEGRADATION }
