package io.amparo.testkit.architecture.broken;

/** Breaks rule 8: a name that says nothing. */
class TicketManager {}
