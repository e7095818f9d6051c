package io.amparo.ticket.ticket;

/** How much an incident hurts, and how soon. */
enum Level { HIGH, MEDIUM, LOW }
