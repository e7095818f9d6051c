package io.amparo.ticket.ticket;

import org.jspecify.annotations.Nullable;

/** Decides what the vendor and the customer may do to a ticket now. A refusal is the code of the problem that the caller gets. */
final class TicketActions {

    private TicketActions() {}

    /** Returns why this side may not write a message; null if it may. A reply of the customer reopens a resolved ticket. */
    static @Nullable String messageRefusal(Ticket ticket, boolean byVendor) {
        if (!ticket.status().acceptsMessages()) return "ticket-closed";
        if (ticket.timeline().isFull(byVendor)) return "ticket-full";
        return byVendor || ticket.status() != Status.RESOLVED ? null : reopeningRefusal(ticket);
    }

    /** Returns why this side may not change the status like this; null if it may. */
    static @Nullable String statusRefusal(Ticket ticket, boolean byVendor, Status to) {
        var allowed = byVendor ? ticket.status().vendorTransitions() : ticket.status().customerTransitions();
        if (!allowed.contains(to)) return "status-not-allowed";
        return byVendor || to == Status.CLOSED ? null : reopeningRefusal(ticket);
    }

    private static @Nullable String reopeningRefusal(Ticket ticket) {
        return ticket.timeline().mayCustomerReopen() ? null : "reopening-limit";
    }
}
