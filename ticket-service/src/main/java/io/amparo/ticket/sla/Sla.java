package io.amparo.ticket.sla;

import io.amparo.events.Vocabulary;
import io.amparo.platform.web.OneOf;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The SLA definition of a ticket with the state of its clocks.
 *
 * @param zone IANA zone of the calendar
 * @param pauseRules which statuses pause which clocks (R1.3); empty if none does, null if unknown: an older build states none
 * @param pausedStatus the ticket status that pauses the clocks; null while they run
 */
public record Sla(String plan, int planVersion, String calendar, String zone, @Nullable List<PauseRule> pauseRules,
        @Nullable String pausedStatus, List<Objective> objectives) {

    public Sla {
        pauseRules = pauseRules == null ? null : List.copyOf(pauseRules);
    }

    /** Creates a definition by which no status pauses a clock. */
    public Sla(String plan, int planVersion, String calendar, String zone, @Nullable String pausedStatus,
            List<Objective> objectives) {
        this(plan, planVersion, calendar, zone, List.of(), pausedStatus, objectives);
    }

    /** @param longestPause ISO 8601 duration of elapsed time after which a pause ends; null for never */
    public record PauseRule(String status, List<String> metrics, @Nullable String longestPause) {}

    /**
     * One SLA target and its clock.
     *
     * @param cycle 1 for the first run of the clock, incremented each time the clock restarts
     * @param budget ISO 8601 duration of open time
     * @param consumed ISO 8601 duration of open time; null while the clock runs. It then changes with every second, only
     *     sla-service knows the calendar, and no event comes: {@code GET /sla/clocks/{ticket}} computes it
     * @param dueAt instant at which the clock breaches if nothing happens before; null while paused
     */
    public record Objective(@OneOf(Vocabulary.Metric.class) String metric, int cycle,
            @OneOf(Vocabulary.ClockState.class) String state, String budget, @Nullable String consumed, @Nullable Instant dueAt) {
        /** The first run of a clock. */
        public Objective(String metric, String state, String budget, @Nullable String consumed, @Nullable Instant dueAt) {
            this(metric, 1, state, budget, consumed, dueAt);
        }

        boolean isRunning() {
            return state.equals("RUNNING") || state.equals("AT_RISK");
        }
    }

    /** Returns the running clock that is due first. */
    public Optional<Objective> nextDue() {
        return objectives.stream().filter(objective -> objective.isRunning() && objective.dueAt() != null)
                .min(Comparator.comparing(objective -> Objects.requireNonNull(objective.dueAt())));
    }
}
