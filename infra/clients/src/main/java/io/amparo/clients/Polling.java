package io.amparo.clients;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a result by polling every 50 ms. */
public final class Polling {
    private static final Duration INTERVAL = Duration.ofMillis(50);

    private Polling() {}

    /** @throws StepTimeoutException with {@code expected} in its message, if there is no result at the deadline */
    public static <T> T until(Instant deadline, String expected, Supplier<Optional<T>> attempt) {
        while (true) {
            var result = attempt.get();
            if (result.isPresent()) return result.get();
            if (Instant.now().isAfter(deadline)) throw new StepTimeoutException(expected);
            LockSupport.parkNanos(INTERVAL.toNanos());
        }
    }

    /** Returns when the condition holds or the deadline has passed. */
    public static void until(Instant deadline, BooleanSupplier condition) {
        while (!condition.getAsBoolean() && Instant.now().isBefore(deadline))
            LockSupport.parkNanos(INTERVAL.toNanos());
    }

    /** Returns when the given instant has passed. */
    public static void until(Instant instant) {
        until(instant, () -> false);
    }
}
