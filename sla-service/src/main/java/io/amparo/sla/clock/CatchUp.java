package io.amparo.sla.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds the alarms while old records arrive after a downtime. A reply that waits in the topic was given in time, and the breach
 * that it prevents must not overtake it. A hold lasts 30 s at most, so that a slow publisher cannot silence the engine.
 */
final class CatchUp {
    private static final Duration OLD = Duration.ofSeconds(2);
    /** Quiet period without old records before timers fire. By then the records already fetched are processed. */
    static final Duration QUIET = Duration.ofMillis(500);
    private static final Duration AT_MOST = Duration.ofSeconds(30);

    private final BooleanSupplier missed;
    private boolean behind = true;
    private @Nullable Instant until;
    private @Nullable Instant since;

    /** @param missed whether records from before the start of the engine are still to be fetched */
    CatchUp(BooleanSupplier missed) {
        this.missed = missed;
    }

    void heard(Instant told, Instant now) {
        if (told.plus(OLD).isBefore(now)) hold(now);
    }

    boolean holds(Instant now) {
        boolean setBack = until != null && until.isAfter(now.plus(QUIET));
        if (behind || setBack) hold(now);
        behind = behind && missed.getAsBoolean();
        boolean held = since != null && now.isBefore(until) && now.isBefore(since.plus(AT_MOST));
        if (!now.isBefore(until)) since = null;
        return held;
    }

    private void hold(Instant now) {
        until = now.plus(QUIET);
        if (since == null || since.isAfter(now)) since = now;
    }
}
