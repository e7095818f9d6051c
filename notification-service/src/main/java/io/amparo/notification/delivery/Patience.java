package io.amparo.notification.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long to go on trying: after each attempt twice as long as before, and days in all (RFC 5321, 4.5.4.1: at least four to
 * five).
 *
 * @param lease how long one attempt may take; whoever has not told the outcome by then is taken for dead
 */
record Patience(Duration lease, Duration first, Duration most, Duration inAll) {
    private static final int DOUBLINGS = 20;

    Instant leaseFrom(Instant now) {
        return now.plus(lease);
    }

    /** When to try again; empty when it is time to give up. */
    Optional<Instant> next(int attempts, Instant since, Instant now) {
        var pause = first.multipliedBy(1L << Math.min(attempts - 1, DOUBLINGS));
        var next = now.plus(pause.compareTo(most) < 0 ? pause : most);
        return next.isAfter(since.plus(inAll)) ? Optional.empty() : Optional.of(next);
    }
}
