package io.amparo.ticket.ticket;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The messages and status changes of a ticket, oldest first.
 *
 * @param openedAt when the ticket was registered; the SLA clocks start here
 */
record Timeline(Instant openedAt, List<Entry> entries, Instant updatedAt) {

    /** Sender and recipient (R1.4); an INTERNAL entry never reaches a customer. */
    enum Direction {
        TO_VENDOR, TO_CUSTOMER, INTERNAL
    }

    /**
     * @param by e-mail of the author, or the service that made the change
     * @param name name of the author for people
     */
    record Entry(String id, Instant at, String by, String name, Direction direction, Detail detail) {

        boolean isInternal() {
            return direction == Direction.INTERNAL;
        }
    }

    /** What an entry adds to the timeline. */
    sealed interface Detail {
        record Message(String body) implements Detail {}

        record StatusChange(Status from, Status to, @Nullable String reason) implements Detail {}
    }

    Timeline with(Entry entry) {
        return new Timeline(openedAt, Stream.concat(entries.stream(), Stream.of(entry)).toList(), entry.at());
    }
}
