package io.amparo.sla.clock;

import java.time.Instant;

/**
 * One fact of a ticket's life that its clocks depend on.
 *
 * @param cause what told it (source and id of an event): the same fact told twice counts once
 */
public record Fact(String cause, Instant at, What what, String value) {

    /** The value is, in turn: the ticket's kind; P1 to P4; plan/version; the new status; who replied. */
    public enum What {
        OPENED, PRIORITY, PLAN, STATUS, REPLIED
    }
}
