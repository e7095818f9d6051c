package io.amparo.sla.clock;

import io.amparo.sla.calendar.BusinessCalendar;
import io.amparo.sla.calendar.PublishedCalendar;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.plan.Objective;
import io.amparo.sla.plan.Objective.CalendarVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

    /** {@code percent} 100 is the breach. */
    public record Crossing(int percent, Instant at) {}

    /** The due instant is null if an open-ended pause comes first. */
    public record Outcome(@Nullable Instant dueAt, List<Crossing> crossings) {}

    public Outcome run() {
        var course = new Course(segments(), null);
        var crossings = new ArrayList<Crossing>();
        for (int percent : course.rungs()) crossing(course, percent, crossings);
        crossing(course, 100, crossings);
        crossings.sort(Comparator.comparing(Crossing::at).thenComparing(Crossing::percent));
        return new Outcome(course.due(), crossings);
    }

    private static void crossing(Course course, int percent, List<Crossing> crossings) {
        var at = course.reached(percent);
        if (at != null) crossings.add(new Crossing(percent, at));
    }

    private List<Segment> segments() {
        var counted = new PublishedCalendar("simulation", 1, "", calendar, start);
        var turns = new TreeSet<>(List.of(start));
        pauses.forEach(pause -> {
            turns.add(pause.from());
            if (pause.to() != null) turns.add(pause.to());
        });
        budgetChanges.forEach(change -> turns.add(change.at()));
        return turns.tailSet(start).stream().map(at -> {
            boolean paused = pauses.stream().anyMatch(pause -> pause.covers(at));
            return new Segment(at, !paused, paused ? "PAUSED" : "", promise(budgetAt(at)), counted);
        }).toList();
    }

    private Objective promise(Duration open) {
        return new Objective("INCIDENT", "P1", Metric.RESOLUTION, open, new CalendarVersion("simulation", 1), Set.of(), null,
                Objective.warnings(warnings));
    }

    private Duration budgetAt(Instant at) {
        return budgetChanges.stream().filter(change -> !change.at().isAfter(at)).max(Comparator.comparing(BudgetChange::at))
                .map(BudgetChange::budget).orElse(budget);
    }
}
