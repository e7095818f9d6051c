package io.amparo.ticket.ticket;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Requests the entitlement decisions for which received tickets wait too long. Several instances may run at the same time: one
 * claims a ticket. A ticket that fails does not stop the others; it is due once more after a minute.
 */
final class PendingDecisionTicker {
    private static final Logger LOG = System.getLogger(PendingDecisionTicker.class.getName());
    private static final int BATCH_SIZE = 100;
    private static final Duration CLAIM = Duration.ofMinutes(1);

    private final Tickets tickets;
    private final Clock clock;

    PendingDecisionTicker(Tickets tickets, Clock clock) {
        this.tickets = tickets;
        this.clock = clock;
    }

    void tick() {
        var now = clock.instant();
        for (var id : tickets.due(now, BATCH_SIZE)) if (tickets.claim(id, now, now.plus(CLAIM))) requestDecision(id, now);
    }

    private void requestDecision(String id, Instant now) {
        try {
            tickets.change(id, "decision-request/" + now.toEpochMilli(), null, ticket -> ticket.requestDecision(now));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING,
                    "Ticket " + id + " cannot request its entitlement decision; retrying in " + CLAIM.toSeconds() + " s", e);
        }
    }
}
