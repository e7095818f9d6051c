package io.amparo.sla.engine;

import io.amparo.events.Event;
import io.amparo.events.ticket.TicketEvent;
import io.amparo.events.ticket.TicketEvent.CustomerReplied;
import io.amparo.events.ticket.TicketEvent.TicketReopened;
import io.amparo.platform.ReadsEvents;
import io.amparo.sla.ledger.Ledger;
import org.jspecify.annotations.Nullable;

/**
 * Limits of the size of a watch in bytes, below the record limit of Kafka. Changes that time alone causes always fit. A
 * customer's own events leave room for those of the vendor: a reply that is not stored would be a false breach.
 */
@ReadsEvents
final class WatchLimits {
    static final int MAX_BYTES = 1_000_000, MAX_BYTES_FOR_EVENTS = 900_000, MAX_BYTES_FOR_CUSTOMERS = 600_000;

    /** @param cause null for time */
    static int maxBytes(@Nullable Event cause) {
        if (cause == null) return MAX_BYTES;
        return cause.data() instanceof CustomerReplied || cause.data() instanceof TicketReopened
                ? MAX_BYTES_FOR_CUSTOMERS
                : MAX_BYTES_FOR_EVENTS;
    }

    /** Whether the event needs no write: a question behind another one that the ledger does not keep, or has no room for. */
    static boolean ignores(TicketEvent event, Ledger before, Ledger after, int storedBytes) {
        return event instanceof CustomerReplied
                && (after == before || storedBytes > MAX_BYTES_FOR_CUSTOMERS - 1_000 && before.hasOpenQuestion());
    }

    private WatchLimits() {}
}
