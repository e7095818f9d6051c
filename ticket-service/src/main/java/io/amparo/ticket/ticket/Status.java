package io.amparo.ticket.ticket;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Status of a ticket, with the transitions that each side may make. */
enum Status {
    RECEIVED, REFUSED, OPEN, IN_PROGRESS, WAITING_CUSTOMER, WAITING_VENDOR, RESOLVED, CLOSED, DECLINED;

    /** One of the two sides of a ticket. */
    enum Side {
        CUSTOMER, VENDOR
    }

    private static final Set<Status> ACTIVE = EnumSet.of(OPEN, IN_PROGRESS, WAITING_CUSTOMER, WAITING_VENDOR);

    /** Returns the statuses to which the vendor may change this one. */
    Set<Status> vendorTransitions() {
        if (ACTIVE.contains(this)) {
            var next = EnumSet.of(IN_PROGRESS, WAITING_CUSTOMER, WAITING_VENDOR, RESOLVED);
            next.remove(this);
            return next;
        }
        return this == RESOLVED ? EnumSet.of(IN_PROGRESS, CLOSED) : Set.of();
    }

    /** Returns the statuses to which the customer may change this one: the customer accepts or rejects a resolution. */
    Set<Status> customerTransitions() {
        return this == RESOLVED ? EnumSet.of(OPEN, CLOSED) : Set.of();
    }

    /** Returns who has to act next; empty if the ticket has ended. The customer accepts or rejects a resolution. */
    Optional<Side> waitsFor() {
        return switch (this) {
            case RECEIVED, OPEN, IN_PROGRESS, WAITING_VENDOR -> Optional.of(Side.VENDOR);
            case WAITING_CUSTOMER, RESOLVED -> Optional.of(Side.CUSTOMER);
            case REFUSED, CLOSED, DECLINED -> Optional.empty();
        };
    }

    boolean isActive() {
        return ACTIVE.contains(this);
    }

    boolean acceptsMessages() {
        return ACTIVE.contains(this) || this == RESOLVED || this == RECEIVED;
    }
}
