package io.amparo.notification.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Schedule of retries: the backoff doubles after each attempt, up to a maximum. Retries end after days (RFC 5321, 4.5.4.1: at
 * least four to five).
 *
 * @param lease maximum duration of one attempt; an instance that has not recorded an outcome by then counts as crashed
 * @param initialBackoff backoff after the first attempt
 * @param maxBackoff longest backoff
 * @param giveUpAfter retry period, from the request of the delivery
 */
record DeliveryRetrySchedule(Duration lease, Duration initialBackoff, Duration maxBackoff, Duration giveUpAfter) {
    private static final int MAX_DOUBLINGS = 20;

    Instant leaseEnd(Instant now) {
        return now.plus(lease);
    }

    /** Returns the time of the next attempt; empty if it is after the end of the retry period. */
    Optional<Instant> nextAttempt(int attempts, Instant requestedAt, Instant now) {
        var backoff = initialBackoff.multipliedBy(1L << Math.min(attempts - 1, MAX_DOUBLINGS));
        var next = now.plus(backoff.compareTo(maxBackoff) < 0 ? backoff : maxBackoff);
        return next.isAfter(requestedAt.plus(giveUpAfter)) ? Optional.empty() : Optional.of(next);
    }
}
