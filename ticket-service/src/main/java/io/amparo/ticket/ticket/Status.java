package io.amparo.ticket.ticket;

import static java.util.stream.Collectors.toCollection;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Status of a ticket. */
enum Status {
    RECEIVED, REFUSED, OPEN, IN_PROGRESS, WAITING_CUSTOMER, WAITING_VENDOR, RESOLVED, CLOSED, DECLINED;

    /** One of the two sides of a ticket. */
    enum Side {
        CUSTOMER, VENDOR
    }

    /**
     * What changes a status: a side by a call, a reply of the customer, the entitlement decision, an exclusion, an accepted
     * appeal, or the silence of the customer.
     */
    enum Trigger {
        VENDOR, CUSTOMER, CUSTOMER_REPLY, ENTITLEMENT, EXCLUSION, APPEAL, SILENCE
    }

    /** A change of the status that is possible. */
    record Transition(Status from, Status to, Trigger trigger) {}

    static final Set<Status> ACTIVE = Collections
            .unmodifiableSet(EnumSet.of(OPEN, IN_PROGRESS, WAITING_CUSTOMER, WAITING_VENDOR));

    /** All changes that are possible. {@code infra/docs/ticket-status.md} is drawn from it. */
    static final List<Transition> TRANSITIONS = Stream
            .of(Stream.of(new Transition(RECEIVED, OPEN, Trigger.ENTITLEMENT),
                    new Transition(RECEIVED, REFUSED, Trigger.ENTITLEMENT)),
                    ACTIVE.stream()
                            .flatMap(from -> Stream.of(IN_PROGRESS, WAITING_CUSTOMER, WAITING_VENDOR, RESOLVED)
                                    .filter(to -> to != from).map(to -> new Transition(from, to, Trigger.VENDOR))),
                    ACTIVE.stream().map(from -> new Transition(from, DECLINED, Trigger.EXCLUSION)),
                    Stream.of(new Transition(WAITING_CUSTOMER, IN_PROGRESS, Trigger.CUSTOMER_REPLY),
                            new Transition(WAITING_CUSTOMER, CLOSED, Trigger.SILENCE),
                            new Transition(RESOLVED, IN_PROGRESS, Trigger.VENDOR),
                            new Transition(RESOLVED, CLOSED, Trigger.VENDOR), new Transition(RESOLVED, OPEN, Trigger.CUSTOMER),
                            new Transition(RESOLVED, CLOSED, Trigger.CUSTOMER),
                            new Transition(RESOLVED, IN_PROGRESS, Trigger.CUSTOMER_REPLY),
                            new Transition(RESOLVED, CLOSED, Trigger.SILENCE),
                            new Transition(DECLINED, IN_PROGRESS, Trigger.APPEAL)))
            .flatMap(each -> each).toList();

    /** Returns the statuses to which a side may change this one by a call: the customer accepts or rejects a resolution. */
    Set<Status> transitionsBy(Side side) {
        var trigger = side == Side.VENDOR ? Trigger.VENDOR : Trigger.CUSTOMER;
        return TRANSITIONS.stream().filter(each -> each.from() == this && each.trigger() == trigger).map(Transition::to)
                .collect(toCollection(() -> EnumSet.noneOf(Status.class)));
    }

    /** Returns whether a trigger changes this status. */
    boolean isEndedBy(Trigger trigger) {
        return TRANSITIONS.stream().anyMatch(each -> each.from() == this && each.trigger() == trigger);
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
