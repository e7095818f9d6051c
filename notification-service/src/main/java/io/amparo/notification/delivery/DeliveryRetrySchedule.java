package io.amparo.notification.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Schedule of retries. As long as the mail was certainly not accepted, the backoff doubles after each attempt, up to a maximum;
 * these retries end after days (RFC 5321, 4.5.4.1: at least four to five). After an attempt that may have been accepted each
 * retry can be another copy, so there are few, and the first leaves the server time to recover.
 *
 * @param lease time that an instance has to renew its lease; one that does not counts as crashed
 * @param initialBackoff backoff after the first attempt
 * @param maxBackoff longest backoff
 * @param giveUpAfter retry period, from the request of the delivery
 * @param unconfirmedBackoffs backoff after each attempt whose outcome is unknown; one more such attempt is the last
 */
record DeliveryRetrySchedule(Duration lease, Duration initialBackoff, Duration maxBackoff, Duration giveUpAfter,
        List<Duration> unconfirmedBackoffs) {
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

    /** Returns the time of the attempt after this number of unknown outcomes; empty if none is left. */
    Optional<Instant> afterUnconfirmed(int unconfirmed, Instant now) {
        return unconfirmed > unconfirmedBackoffs.size()
                ? Optional.empty()
                : Optional.of(now.plus(unconfirmedBackoffs.get(unconfirmed - 1)));
    }
}
