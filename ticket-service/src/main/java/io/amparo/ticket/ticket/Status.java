package io.amparo.ticket.ticket;

import java.util.EnumSet;
import java.util.Set;

/** Where a ticket stands. */
enum Status {
    RECEIVED, REFUSED, OPEN, IN_PROGRESS, WAITING_CUSTOMER, WAITING_VENDOR, RESOLVED, CLOSED, DECLINED;

    private static final Set<Status> AT_WORK = EnumSet.of(OPEN, IN_PROGRESS, WAITING_CUSTOMER, WAITING_VENDOR);

    /** Where the vendor may move it to from here. */
    Set<Status> forVendor() {
        if (AT_WORK.contains(this)) {
            var next = EnumSet.of(IN_PROGRESS, WAITING_CUSTOMER, WAITING_VENDOR, RESOLVED);
            next.remove(this);
            return next;
        }
        return this == RESOLVED ? EnumSet.of(IN_PROGRESS, CLOSED) : Set.of();
    }

    /** Where the customer may move it to from here: a solution is taken, or refused. */
    Set<Status> forCustomer() {
        return this == RESOLVED ? EnumSet.of(OPEN, CLOSED) : Set.of();
    }

    boolean takesMessages() {
        return AT_WORK.contains(this) || this == RESOLVED || this == RECEIVED;
    }
}
