package io.amparo.ticket.ticket;

import java.time.Duration;
import java.time.Instant;

/**
 * The wait of a received ticket for its entitlement decision. A decision that was never made, or whose event was lost, is
 * requested by an event until it arrives: after a minute, then after twice as long each time, at least every hour.
 *
 * @param requests number of requests so far, without TicketReceived
 * @param nextRequestAt when the next one is due
 */
record PendingDecision(int requests, Instant nextRequestAt) {
    private static final Duration FIRST_DELAY = Duration.ofMinutes(1);
    private static final Duration MAX_DELAY = Duration.ofHours(1);
    private static final int MAX_DOUBLINGS = 6;

    static PendingDecision startingAt(Instant receivedAt) {
        return new PendingDecision(0, receivedAt.plus(FIRST_DELAY));
    }

    PendingDecision afterRequest(Instant now) {
        var delay = FIRST_DELAY.multipliedBy(1L << Math.min(requests + 1, MAX_DOUBLINGS));
        return new PendingDecision(requests + 1, now.plus(delay.compareTo(MAX_DELAY) < 0 ? delay : MAX_DELAY));
    }
}
