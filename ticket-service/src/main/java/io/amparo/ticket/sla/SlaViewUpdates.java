package io.amparo.ticket.sla;

import io.amparo.ticket.sla.Sla.Objective;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Applies the events of the SLA engine to the SLA state that a ticket shows. */
final class SlaViewUpdates {

    /** State of one clock in an SLA event; budget and consumed are ISO 8601 durations of open time. */
    record ClockSnapshot(String metric, String budget, String consumed, @Nullable Instant dueAt) {}

    private SlaViewUpdates() {}

    static Sla assigned(String plan, int planVersion, String calendar, String zone, List<ClockSnapshot> clocks) {
        return new Sla(plan, planVersion, calendar, zone, null,
                clocks.stream().map(clock -> toObjective(clock, "RUNNING")).toList());
    }

    static Sla breached(Sla sla, String metric) {
        return updateObjective(sla, metric,
                objective -> new Objective(metric, "BREACHED", objective.budget(), objective.consumed(), objective.dueAt()));
    }

    static Sla met(Sla sla, String metric, boolean late, String consumed) {
        return updateObjective(sla, metric,
                objective -> new Objective(metric, late ? "MET_LATE" : "MET", objective.budget(), consumed, objective.dueAt()));
    }

    static Sla rescheduled(Sla sla, String metric, @Nullable Instant dueAt) {
        return updateObjective(sla, metric,
                objective -> new Objective(metric, objective.state(), objective.budget(), objective.consumed(), dueAt));
    }

    static Sla cancelled(Sla sla, String metric) {
        return updateObjective(sla, metric,
                objective -> new Objective(metric, "CANCELLED", objective.budget(), objective.consumed(), null));
    }

    /** Pauses the given clocks. */
    static Sla paused(Sla sla, String pausedStatus, List<ClockSnapshot> clocks) {
        return withClocks(sla, pausedStatus, clocks, "PAUSED");
    }

    static Sla resumed(Sla sla, List<ClockSnapshot> clocks) {
        return withClocks(sla, null, clocks, "RUNNING");
    }

    /**
     * Adds objectives that are not in the list yet: a clock that starts after the ticket, such as NEXT_RESPONSE, first appears in
     * a pause or resume event.
     */
    private static Sla withClocks(Sla sla, @Nullable String pausedStatus, List<ClockSnapshot> clocks, String state) {
        var objectives = new LinkedHashMap<String, Objective>();
        sla.objectives().forEach(objective -> objectives.put(objective.metric(), objective));
        for (var clock : clocks)
            objectives.merge(clock.metric(), toObjective(clock, state),
                    (current, updated) -> current.state().equals("BREACHED") ? toObjective(clock, "BREACHED") : updated);
        return new Sla(sla.plan(), sla.planVersion(), sla.calendar(), sla.zone(), pausedStatus, List.copyOf(objectives.values()));
    }

    private static Objective toObjective(ClockSnapshot clock, String state) {
        return new Objective(clock.metric(), state, clock.budget(), clock.consumed(), clock.dueAt());
    }

    private static Sla updateObjective(Sla sla, String metric, UnaryOperator<Objective> update) {
        return new Sla(sla.plan(), sla.planVersion(), sla.calendar(), sla.zone(), sla.pausedStatus(), sla.objectives().stream()
                .map(objective -> objective.metric().equals(metric) ? update.apply(objective) : objective).toList());
    }
}
