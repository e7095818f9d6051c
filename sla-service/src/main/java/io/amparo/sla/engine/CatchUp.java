package io.amparo.sla.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds the alarms while old records arrive after a downtime. A reply that waits in the topic was given in time, and the breach
 * that it prevents must not overtake it. A hold lasts until the input has been read to the end that it had when the hold began,
 * however long that takes. Once it has, old records prolong the hold by 30 s at most, so that a publisher whose clock is behind
 * cannot silence the engine.
 */
final class CatchUp {
    private static final Duration OLD_RECORD_AGE = Duration.ofSeconds(2);
    /** Quiet period without old records before timers fire. By then the records already fetched are processed. */
    static final Duration QUIET_PERIOD = Duration.ofMillis(500);
    private static final Duration MAX_HOLD_AFTER_END = Duration.ofSeconds(30);

    private final Supplier<BooleanSupplier> backlogChecks;
    private @Nullable BooleanSupplier hasBacklog;
    private boolean held = true;
    private @Nullable Instant heldUntil;
    private @Nullable Instant endReachedAt;

    /**
     * @param backlogChecks creates a check whether records are still to be fetched that were in the input at its first call; the
     *     first check is that of the start
     */
    CatchUp(Supplier<BooleanSupplier> backlogChecks) {
        this.backlogChecks = backlogChecks;
        this.hasBacklog = backlogChecks.get();
    }

    void onRecord(Instant recordedAt, Instant now) {
        if (!recordedAt.plus(OLD_RECORD_AGE).isBefore(now)) return;
        if (hasBacklog == null) hasBacklog = backlogChecks.get();
        hold(now);
    }

    boolean holdsAlarms(Instant now) {
        if (hasBacklog != null && hasBacklog.getAsBoolean()) {
            hold(now);
            endReachedAt = null;
            return true;
        }
        hasBacklog = null;
        boolean setBack = heldUntil != null && heldUntil.isAfter(now.plus(QUIET_PERIOD));
        if (heldUntil == null || setBack) hold(now);
        if (!now.isBefore(heldUntil)) held = false;
        if (!held || endReachedAt == null || endReachedAt.isAfter(now)) endReachedAt = now;
        return held && now.isBefore(endReachedAt.plus(MAX_HOLD_AFTER_END));
    }

    private void hold(Instant now) {
        held = true;
        heldUntil = now.plus(QUIET_PERIOD);
    }
}
