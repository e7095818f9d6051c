package io.amparo.ticket.ticket;

import io.amparo.platform.store.DueAggregates;
import java.time.Clock;
import java.time.Duration;

/**
 * Does what is due: requests decisions for received tickets, reminds silent customers and closes their tickets. Several instances
 * may run at the same time: one claims a ticket, which is due once more after a minute.
 */
final class TicketTicker {
    private static final Duration CLAIM = Duration.ofMinutes(1);

    private final Tickets tickets;
    private final DueAggregates due;
    private final Clock clock;

    TicketTicker(Tickets tickets, DueAggregates due, Clock clock) {
        this.tickets = tickets;
        this.due = due;
        this.clock = clock;
    }

    void tick() {
        due.forEach(this::tick);
    }

    private void tick(String id) {
        var now = clock.instant();
        if (tickets.claim(id, now, now.plus(CLAIM)))
            tickets.change(id, "tick/" + now.toEpochMilli(), null, ticket -> ticket.tick(now));
    }
}
