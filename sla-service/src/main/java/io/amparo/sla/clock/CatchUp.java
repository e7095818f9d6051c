package io.amparo.sla.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds the alarms back while records of the past are still coming in after a downtime: an answer that waits in the topic was
 * given in time, and must not be overtaken by the breach that it prevents. Never holds for long, so that a slow publisher cannot
 * silence the engine.
 */
final class CatchUp {
    private static final Duration OLD = Duration.ofSeconds(2);
    /** How long nothing old must have come; what has been fetched is heard by then. */
    static final Duration QUIET = Duration.ofMillis(500);
    private static final Duration AT_MOST = Duration.ofSeconds(30);

    private final BooleanSupplier missed;
    private boolean behind = true;
    private @Nullable Instant until;
    private @Nullable Instant since;

    /** @param missed whether something is yet to be fetched that was there before the engine */
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
