package io.amparo.ticket.sla;

import io.amparo.ticket.sla.Sla.Objective;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Applies the events of the SLA engine to the SLA state that a ticket shows. */
final class Clocks {

    /** State of one clock in an SLA event; budget and consumed are ISO 8601 durations of open time. */
    record Told(String metric, String budget, String consumed, @Nullable Instant dueAt) {}

    private Clocks() {}

    static Sla assigned(String plan, int planVersion, String calendar, String zone, List<Told> clocks) {
        return new Sla(plan, planVersion, calendar, zone, null,
                clocks.stream().map(clock -> objective(clock, "RUNNING")).toList());
    }

    static Sla breached(Sla sla, String metric) {
        return each(sla, metric,
                objective -> new Objective(metric, "BREACHED", objective.budget(), objective.consumed(), objective.dueAt()));
    }

    static Sla met(Sla sla, String metric, boolean late, String consumed) {
        return each(sla, metric,
                objective -> new Objective(metric, late ? "MET_LATE" : "MET", objective.budget(), consumed, objective.dueAt()));
    }

    static Sla redated(Sla sla, String metric, @Nullable Instant dueAt) {
        return each(sla, metric,
                objective -> new Objective(metric, objective.state(), objective.budget(), objective.consumed(), dueAt));
    }

    static Sla cancelled(Sla sla, String metric) {
        return each(sla, metric, objective -> new Objective(metric, "CANCELLED", objective.budget(), objective.consumed(), null));
    }

    /** Pauses the given clocks. */
    static Sla paused(Sla sla, String because, List<Told> clocks) {
        return moved(sla, because, clocks, "PAUSED");
    }

    static Sla resumed(Sla sla, List<Told> clocks) {
        return moved(sla, null, clocks, "RUNNING");
    }

    /**
     * Adds objectives that are not in the list yet: a clock that starts after the ticket, such as NEXT_RESPONSE, first appears in
     * a pause or resume event.
     */
    private static Sla moved(Sla sla, @Nullable String pausedBecause, List<Told> clocks, String state) {
        var objectives = new LinkedHashMap<String, Objective>();
        sla.objectives().forEach(objective -> objectives.put(objective.metric(), objective));
        for (var clock : clocks)
            objectives.merge(clock.metric(), objective(clock, state),
                    (before, now) -> before.state().equals("BREACHED") ? objective(clock, "BREACHED") : now);
        return new Sla(sla.plan(), sla.planVersion(), sla.calendar(), sla.zone(), pausedBecause,
                List.copyOf(objectives.values()));
    }

    private static Objective objective(Told clock, String state) {
        return new Objective(clock.metric(), state, clock.budget(), clock.consumed(), clock.dueAt());
    }

    private static Sla each(Sla sla, String metric, UnaryOperator<Objective> change) {
        return new Sla(sla.plan(), sla.planVersion(), sla.calendar(), sla.zone(), sla.pausedBecause(), sla.objectives().stream()
                .map(objective -> objective.metric().equals(metric) ? change.apply(objective) : objective).toList());
    }
}
