package io.amparo.bench.outside;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for what others do. */
public final class Patience {
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private Patience() {}

    /** Returns when it is so, or when the time is over. */
    public static void until(Instant deadline, BooleanSupplier so) {
        while (!so.getAsBoolean() && Instant.now().isBefore(deadline))
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
}
