package io.amparo.ticket.ticket;

/** Kind of a ticket. Only incidents and questions have Professional Support clocks (R5.6). */
enum Kind {
    INCIDENT, QUESTION, SERVICE_REQUEST, CONSULTANCY;

    boolean hasClocks() {
        return this == INCIDENT || this == QUESTION;
    }
}
