package io.amparo.ticket.sla;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The SLA definition of a ticket, as its owner reads it.
 *
 * @param zone IANA zone in which the calendar counts
 * @param pausedBecause the status that holds the clocks; null while they run
 */
public record Sla(String plan, int planVersion, String calendar, String zone, @Nullable String pausedBecause,
        List<Objective> objectives) {

    /**
     * One promise.
     *
     * @param state RUNNING, PAUSED, MET, BREACHED (and still running), MET_LATE or CANCELLED
     * @param budget ISO 8601 duration of open time
     * @param consumed ISO 8601 duration of open time; null until the engine has told
     * @param dueAt null while paused
     */
    public record Objective(String metric, String state, String budget, @Nullable String consumed, @Nullable Instant dueAt) {}

    /** The running clock that falls due first. */
    public Optional<Objective> next() {
        return objectives.stream().filter(objective -> objective.state().equals("RUNNING") && objective.dueAt() != null)
                .min(Comparator.comparing(objective -> Objects.requireNonNull(objective.dueAt())));
    }
}
