package io.amparo.sla.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds the alarms while old records arrive after a downtime. A reply that waits in the topic was given in time, and the breach
 * that it prevents must not overtake it. A hold lasts 30 s at most, so that a slow publisher cannot silence the engine.
 */
final class CatchUp {
    private static final Duration OLD_RECORD_AGE = Duration.ofSeconds(2);
    /** Quiet period without old records before timers fire. By then the records already fetched are processed. */
    static final Duration QUIET_PERIOD = Duration.ofMillis(500);
    private static final Duration MAX_HOLD = Duration.ofSeconds(30);

    private final BooleanSupplier hasBacklog;
    private boolean behind = true;
    private @Nullable Instant heldUntil;
    private @Nullable Instant heldSince;

    /** @param hasBacklog whether records from before the start of the engine are still to be fetched */
    CatchUp(BooleanSupplier hasBacklog) {
        this.hasBacklog = hasBacklog;
    }

    void onRecord(Instant recordedAt, Instant now) {
        if (recordedAt.plus(OLD_RECORD_AGE).isBefore(now)) hold(now);
    }

    boolean holdsAlarms(Instant now) {
        boolean setBack = heldUntil != null && heldUntil.isAfter(now.plus(QUIET_PERIOD));
        if (behind || setBack) hold(now);
        behind = behind && hasBacklog.getAsBoolean();
        boolean holding = heldSince != null && now.isBefore(heldUntil) && now.isBefore(heldSince.plus(MAX_HOLD));
        if (!now.isBefore(heldUntil)) heldSince = null;
        return holding;
    }

    private void hold(Instant now) {
        heldUntil = now.plus(QUIET_PERIOD);
        if (heldSince == null || heldSince.isAfter(now)) heldSince = now;
    }
}
