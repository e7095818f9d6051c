package io.amparo.ticket.ticket;

/** Paths of the API of tickets. */
final class TicketPaths {
    static final String TICKETS = "/api/v1/tickets";

    private TicketPaths() {
    }

    static String ticket(String number) {
        return TICKETS + "/" + number;
    }

    /** Returns the path of the timeline. */
    static String messages(String number) {
        return ticket(number) + "/messages";
    }

    static String message(String number, String messageId) {
        return messages(number) + "/" + messageId;
    }
}
