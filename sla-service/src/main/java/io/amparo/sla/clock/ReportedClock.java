package io.amparo.sla.clock;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A clock as the emitted events report it.
 *
 * @param dueAt null during a pause without end
 * @param paused whether its last pause has no end yet; a paused clock may be BREACHED
 */
public record ReportedClock(ClockState state, @Nullable Instant dueAt, boolean paused) {

    public ReportedClock with(ClockState other) {
        return new ReportedClock(other, dueAt, paused);
    }

    /** Whether this is the clock at an instant. The due instant of an ended clock does not matter. */
    boolean isSameAs(SlaClock clock, Instant now) {
        if (state != clock.state(now)) return false;
        if (clock.isOpen(now) && paused != clock.isPaused(now)) return false;
        var due = clock.isOpen(now) ? clock.dueAt() : dueAt;
        return due == null ? dueAt == null : due.equals(dueAt);
    }

    /** Whether the clock has ended by a MET or CANCELLED edge. */
    public boolean hasEnd(Edge.Type type) {
        return switch (state) {
            case MET, MISSED -> type == Edge.Type.MET;
            case CANCELLED -> type == Edge.Type.CANCELLED;
            case RUNNING, AT_RISK, BREACHED, PAUSED -> false;
        };
    }
}
