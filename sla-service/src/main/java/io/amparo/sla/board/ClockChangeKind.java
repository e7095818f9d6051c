package io.amparo.sla.board;

/** What happened to a clock of a ticket, or to all of them; also the name of the server-sent event. */
enum ClockChangeKind {
    ASSIGNED, STARTED, WARNING, BREACH, MET, PAUSED, RESUMED, RESCHEDULED, CANCELLED, TERMS
}
