package io.amparo.notification.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Delays of the retries, as the Standard Webhooks specification recommends. A random share of up to a tenth is added, so that
 * what failed together is not repeated together.
 *
 * @param delays delay after each failed attempt; one more failed attempt is the last
 * @param maxRetryAfter longest delay that a receiver can ask for
 * @param random from 0 to 1
 */
record WebhookRetrySchedule(List<Duration> delays, Duration maxRetryAfter, DoubleSupplier random) {
    private static final double JITTER = 0.1;

    WebhookRetrySchedule {
        delays = List.copyOf(delays);
    }

    /**
     * Returns the time of the next attempt; empty if none is left.
     *
     * @param failedAttempts number of failed attempts
     * @param retryAfter how long the receiver asks to wait; null if it does not
     */
    Optional<Instant> next(int failedAttempts, @Nullable Duration retryAfter, Instant now) {
        if (failedAttempts > delays.size()) return Optional.empty();
        var delay = delays.get(failedAttempts - 1);
        var scheduled = now.plus(delay).plusMillis((long) (delay.toMillis() * JITTER * random.getAsDouble()));
        if (retryAfter == null) return Optional.of(scheduled);
        var asked = now.plus(retryAfter.compareTo(maxRetryAfter) < 0 ? retryAfter : maxRetryAfter);
        return Optional.of(asked.isAfter(scheduled) ? asked : scheduled);
    }
}
