package io.amparo.testkit.architecture.broken;

/** Breaks rule 8: a name that states nothing. */
class TicketManager {}
