package io.amparo.notification.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Schedule of retries: the backoff doubles after each attempt, up to a maximum. Retries end after days (RFC 5321, 4.5.4.1: at
 * least four to five).
 *
 * @param lease maximum duration of one attempt; an instance that has not recorded an outcome by then counts as crashed
 * @param first backoff after the first attempt
 * @param most longest backoff
 * @param inAll retry period, from the request of the delivery
 */
record Patience(Duration lease, Duration first, Duration most, Duration inAll) {
    private static final int DOUBLINGS = 20;

    Instant leaseFrom(Instant now) {
        return now.plus(lease);
    }

    /** Returns the time of the next attempt; empty if it is after the end of the retry period. */
    Optional<Instant> next(int attempts, Instant since, Instant now) {
        var pause = first.multipliedBy(1L << Math.min(attempts - 1, DOUBLINGS));
        var next = now.plus(pause.compareTo(most) < 0 ? pause : most);
        return next.isAfter(since.plus(inAll)) ? Optional.empty() : Optional.of(next);
    }
}
