package io.amparo.ticket.state;

import io.amparo.ticket.sla.Sla;
import io.amparo.ticket.sla.Sla.Objective;
import io.amparo.ticket.sla.Sla.PauseRule;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Applies the events of the SLA engine to the SLA state that a ticket shows: the latest cycle of each clock. An event of an
 * earlier cycle changes nothing.
 */
final class SlaViewUpdates {
    private static final Set<String> RUNNING_STATES = Set.of("RUNNING", "AT_RISK", "BREACHED");

    /**
     * State of one clock in an SLA event; budget and consumed are ISO 8601 durations of open time.
     *
     * @param state the engine's word for it
     */
    record ClockSnapshot(String metric, int cycle, String state, String budget, String consumed, @Nullable Instant dueAt) {

        private Objective toObjective() {
            return new Objective(metric, cycle, state, budget, runs() ? null : consumed, dueAt);
        }

        private boolean runs() {
            return dueAt != null && RUNNING_STATES.contains(state);
        }
    }

    private SlaViewUpdates() {}

    static Sla assigned(String plan, int planVersion, String calendar, String zone, @Nullable List<PauseRule> pauseRules,
            List<ClockSnapshot> clocks) {
        return new Sla(plan, planVersion, calendar, zone, pauseRules, null,
                clocks.stream().map(ClockSnapshot::toObjective).toList());
    }

    static Sla warned(Sla sla, String metric, int cycle) {
        return updateObjective(sla, metric, cycle,
                objective -> withState(objective, objective.state().equals("RUNNING") ? "AT_RISK" : objective.state()));
    }

    /** A clock that has ended stays so. A fact that arrived late may show that it was met late. */
    static Sla breached(Sla sla, String metric, int cycle) {
        return updateObjective(sla, metric, cycle, objective -> withState(objective, switch (objective.state()) {
            case "MET" -> "MISSED";
            case "MISSED", "CANCELLED" -> objective.state();
            default -> "BREACHED";
        }));
    }

    static Sla met(Sla sla, String metric, int cycle, boolean late, String consumed) {
        return updateObjective(sla, metric, cycle, objective -> new Objective(metric, cycle, late ? "MISSED" : "MET",
                objective.budget(), consumed, objective.dueAt()));
    }

    /** The new terms apply to the ticket, and the snapshot replaces the clock or adds it. */
    static Sla rescheduled(Sla sla, String plan, int planVersion, String calendar, String zone,
            @Nullable List<PauseRule> pauseRules, ClockSnapshot clock) {
        return withClocks(new Sla(plan, planVersion, calendar, zone, pauseRules == null ? sla.pauseRules() : pauseRules,
                sla.pausedStatus(), sla.objectives()), sla.pausedStatus(), List.of(clock));
    }

    /** Another plan applies, which moves no clock by itself. */
    static Sla planChanged(Sla sla, String plan, int planVersion, @Nullable List<PauseRule> pauseRules) {
        return new Sla(plan, planVersion, sla.calendar(), sla.zone(), pauseRules == null ? sla.pauseRules() : pauseRules,
                sla.pausedStatus(), sla.objectives());
    }

    static Sla cancelled(Sla sla, String metric, int cycle) {
        return updateObjective(sla, metric, cycle,
                objective -> new Objective(metric, cycle, "CANCELLED", objective.budget(), objective.consumed(), null));
    }

    /** Pauses the given clocks. */
    static Sla paused(Sla sla, String pausedStatus, List<ClockSnapshot> clocks) {
        return withClocks(sla, pausedStatus, clocks);
    }

    /** Shows clocks that resume or start. Others may stay paused: a new cycle of one clock ends no pause of another. */
    static Sla updated(Sla sla, List<ClockSnapshot> clocks) {
        return withClocks(sla, sla.pausedStatus(), clocks);
    }

    /**
     * Adds objectives that are not in the list yet: a clock that starts after the ticket, such as NEXT_RESPONSE.
     */
    private static Sla withClocks(Sla sla, @Nullable String pausedStatus, List<ClockSnapshot> clocks) {
        var objectives = new LinkedHashMap<String, Objective>();
        sla.objectives().forEach(objective -> objectives.put(objective.metric(), objective));
        for (var clock : clocks)
            objectives.merge(clock.metric(), clock.toObjective(),
                    (current, updated) -> current.cycle() > updated.cycle() ? current : updated);
        return withObjectives(sla, pausedStatus, List.copyOf(objectives.values()));
    }

    private static Objective withState(Objective objective, String state) {
        return new Objective(objective.metric(), objective.cycle(), state, objective.budget(), objective.consumed(),
                objective.dueAt());
    }

    private static Sla updateObjective(Sla sla, String metric, int cycle, UnaryOperator<Objective> update) {
        return withObjectives(sla, sla.pausedStatus(),
                sla.objectives().stream()
                        .map(objective -> objective.metric().equals(metric) && objective.cycle() <= cycle
                                ? update.apply(objective)
                                : objective)
                        .toList());
    }

    /** The status that pauses applies only while a clock is paused. */
    private static Sla withObjectives(Sla sla, @Nullable String pausedStatus, List<Objective> objectives) {
        return new Sla(sla.plan(), sla.planVersion(), sla.calendar(), sla.zone(), sla.pauseRules(),
                objectives.stream().anyMatch(SlaViewUpdates::isPaused) ? pausedStatus : null, objectives);
    }

    /** A breached clock stays BREACHED while it is paused, without a due instant. */
    private static boolean isPaused(Objective objective) {
        return objective.state().equals("PAUSED") || objective.state().equals("BREACHED") && objective.dueAt() == null;
    }
}
