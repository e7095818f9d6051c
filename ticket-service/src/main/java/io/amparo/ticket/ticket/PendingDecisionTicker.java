package io.amparo.ticket.ticket;

import io.amparo.platform.store.DueAggregates;
import java.time.Clock;
import java.time.Duration;

/**
 * Requests the entitlement decisions for which received tickets wait too long. Several instances may run at the same time: one
 * claims a ticket, which is due once more after a minute.
 */
final class PendingDecisionTicker {
    private static final Duration CLAIM = Duration.ofMinutes(1);

    private final Tickets tickets;
    private final DueAggregates due;
    private final Clock clock;

    PendingDecisionTicker(Tickets tickets, DueAggregates due, Clock clock) {
        this.tickets = tickets;
        this.due = due;
        this.clock = clock;
    }

    void tick() {
        due.forEach(this::requestDecision);
    }

    private void requestDecision(String id) {
        var now = clock.instant();
        if (tickets.claim(id, now, now.plus(CLAIM)))
            tickets.change(id, "decision-request/" + now.toEpochMilli(), null, ticket -> ticket.requestDecision(now));
    }
}
