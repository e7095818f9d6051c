package io.amparo.local.outside;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for something to be seen from the outside. */
public final class Patience {
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private Patience() {}

    /** @throws NotSeen naming {@code what}, when it is not there at the deadline */
    public static <T> T until(Instant deadline, String what, Supplier<Optional<T>> look) {
        while (true) {
            var seen = look.get();
            if (seen.isPresent()) return seen.get();
            if (Instant.now().isAfter(deadline)) throw new NotSeen(what);
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }
}
