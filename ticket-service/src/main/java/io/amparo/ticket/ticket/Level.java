package io.amparo.ticket.ticket;

/** Impact or urgency of an incident. */
enum Level { HIGH, MEDIUM, LOW }
