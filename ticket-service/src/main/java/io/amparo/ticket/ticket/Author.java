package io.amparo.ticket.ticket;

import io.amparo.ticket.ticket.Ticket.Person;
import io.amparo.ticket.ticket.Timeline.Direction;

/**
 * Who changes a ticket.
 *
 * @param isVendor whether for the vendor; otherwise for the customer
 * @param isManager whether the person decides what agents may not decide
 */
record Author(Person person, boolean isVendor, boolean isManager) {
    /** Author of what no person has decided. */
    static final Author THIS_SERVICE = new Author(new Person("ticket-service", "Amparo", "pt-BR"), true, false);

    /** Returns the direction of a change that both sides see. */
    Direction direction() {
        return isVendor ? Direction.TO_CUSTOMER : Direction.TO_VENDOR;
    }
}
