package io.amparo.ticket.ticket;

/** What makes it an incident (R5.2). */
enum Effect { INTERRUPTION, UNAVAILABILITY, DEGRADATION }
