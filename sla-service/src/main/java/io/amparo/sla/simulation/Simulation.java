package io.amparo.sla.simulation;

import io.amparo.sla.calendar.BusinessCalendar;
import io.amparo.sla.calendar.PublishedCalendar;
import io.amparo.sla.clock.ClockTimeline;
import io.amparo.sla.clock.Segment;
import io.amparo.sla.plan.CalendarVersion;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.plan.Objective;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A simulated clock. It computes the due instant and the edges before it, and stores nothing. */
public record Simulation(BusinessCalendar calendar, Duration budget, List<Integer> warnings, Instant start, List<Pause> pauses,
        List<BudgetChange> budgetChanges) {

    /** {@code to} is null for an open-ended pause. */
    public record Pause(Instant from, @Nullable Instant to) {
        boolean covers(Instant at) {
            return !at.isBefore(from) && (to == null || at.isBefore(to));
        }
    }

    /** From {@code at} on the clock has this budget. */
    public record BudgetChange(Instant at, Duration budget) {}

    /** {@code percent} 100 is the breach. A larger budget may withdraw a crossing, which then occurs a second time. */
    public record Crossing(int percent, Instant at) {}

    /** The due instant is null if an open-ended pause comes first. */
    public record Outcome(@Nullable Instant dueAt, List<Crossing> crossings) {}

    public Outcome run() {
        var timeline = new ClockTimeline(segments(), null);
        var crossings = timeline.crossings().stream().filter(ClockTimeline.Crossing::reached)
                .map(crossing -> new Crossing(crossing.percent(), crossing.at()))
                .sorted(Comparator.comparing(Crossing::at).thenComparing(Crossing::percent)).toList();
        return new Outcome(timeline.dueAt(), crossings);
    }

    private List<Segment> segments() {
        var published = new PublishedCalendar("simulation", 1, "", calendar, start);
        var transitions = new TreeSet<>(List.of(start));
        pauses.forEach(pause -> {
            transitions.add(pause.from());
            if (pause.to() != null) transitions.add(pause.to());
        });
        budgetChanges.forEach(change -> transitions.add(change.at()));
        return transitions.tailSet(start).stream().map(at -> {
            boolean paused = pauses.stream().anyMatch(pause -> pause.covers(at));
            return new Segment(at, !paused, paused ? "PAUSED" : "", objective(budgetAt(at)), published);
        }).toList();
    }

    private Objective objective(Duration openTime) {
        return new Objective("INCIDENT", "P1", Metric.RESOLUTION, openTime, new CalendarVersion("simulation", 1), Set.of(), null,
                Objective.warnings(warnings));
    }

    private Duration budgetAt(Instant at) {
        return budgetChanges.stream().filter(change -> !change.at().isAfter(at)).max(Comparator.comparing(BudgetChange::at))
                .map(BudgetChange::budget).orElse(budget);
    }
}
