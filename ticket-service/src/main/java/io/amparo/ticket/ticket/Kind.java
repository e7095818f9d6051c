package io.amparo.ticket.ticket;

/** What a ticket is about (api.md). Only incidents and questions have Professional Support clocks (R5.6). */
enum Kind {
    INCIDENT, QUESTION, SERVICE_REQUEST, CONSULTANCY
}
