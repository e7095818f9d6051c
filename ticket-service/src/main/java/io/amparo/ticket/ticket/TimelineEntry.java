package io.amparo.ticket.ticket;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a ticket's timeline: a message or a status change.
 *
 * @param body text of the message; null for a status change
 * @param from status before the change; null for a message
 */
record TimelineEntry(String id, Instant at, String by, String name, Direction direction, Type type, @Nullable String body,
        @Nullable String from, @Nullable String to, @Nullable String reason) {

    /** Sender and recipient (R1.4); an INTERNAL entry never reaches a customer. */
    enum Direction {
        TO_VENDOR, TO_CUSTOMER, INTERNAL
    }

    enum Type { MESSAGE, STATUS }

    static TimelineEntry message(String id, Instant at, String by, String name, Direction direction, String body) {
        return new TimelineEntry(id, at, by, name, direction, Type.MESSAGE, body, null, null, null);
    }

    static TimelineEntry status(String id, Instant at, String by, Direction direction, Status from, Status to,
            @Nullable String reason) {
        return new TimelineEntry(id, at, by, by, direction, Type.STATUS, null, from.name(), to.name(), reason);
    }

    boolean isInternal() {
        return direction == Direction.INTERNAL;
    }
}
