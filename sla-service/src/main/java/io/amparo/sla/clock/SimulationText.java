package io.amparo.sla.clock;

import io.amparo.platform.web.ApiProblem;
import io.amparo.sla.calendar.CalendarText;
import io.amparo.sla.calendar.OutOfTime;
import io.amparo.sla.calendar.Tzdata;
import io.amparo.sla.clock.Simulation.BudgetChange;
import io.amparo.sla.clock.Simulation.Crossing;
import io.amparo.sla.clock.Simulation.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** JSON request of a simulation. It refers to no stored data. */
record SimulationText(@Nullable CalendarText calendar, @Nullable String budget, @Nullable List<Integer> warnings,
        @Nullable String start, @Nullable List<Pause> pauses, @Nullable List<Change> budgetChanges) {

    private static final int MOST = 500;

    /** A pause without {@code to} is open-ended. */
    record Pause(@Nullable String from, @Nullable String to) {}

    record Change(@Nullable String at, @Nullable String budget) {}

    record Edge(String kind, @Nullable Integer percent, OffsetDateTime at) {}

    record Answer(@Nullable OffsetDateTime dueAt, List<Edge> edges, String tzdata) {}

    /** @param path JSON path of this simulation in the request */
    Answer answer(String path) {
        if (calendar == null) throw ApiProblem.malformed(path + "calendar", "required");
        var open = calendar.calendar(path + "calendar.");
        var simulation = new Simulation(open, budget(path + "budget", budget), warnings(path), instant(path + "start", start),
                pauses(path), changes(path));
        var outcome = outcome(path, simulation);
        var zone = open.rules().zone();
        return new Answer(outcome.dueAt() == null ? null : at(outcome.dueAt(), zone),
                outcome.crossings().stream().map(crossing -> edge(crossing, zone)).toList(), Tzdata.ofThisJvm().version());
    }

    private static Outcome outcome(String path, Simulation simulation) {
        try {
            return simulation.run();
        } catch (OutOfTime never) {
            throw ApiProblem.invalid(path + (never.code().equals("no-open-time") ? "budget" : "start"), never.code());
        }
    }

    private static Edge edge(Crossing crossing, ZoneId zone) {
        return crossing.percent() == 100
                ? new Edge("BREACH", null, at(crossing.at(), zone))
                : new Edge("WARNING", crossing.percent(), at(crossing.at(), zone));
    }

    private List<Integer> warnings(String path) {
        if (warnings == null) return List.of();
        bounded(path + "warnings", warnings);
        if (warnings.stream().anyMatch(percent -> percent == null || percent < 1 || percent > 99))
            throw ApiProblem.malformed(path + "warnings", "percent");
        return warnings;
    }

    private static void bounded(String field, @Nullable List<?> list) {
        if (list != null && list.size() > MOST) throw ApiProblem.invalid(field, "too-many", MOST);
    }

    private List<Simulation.Pause> pauses(String path) {
        bounded(path + "pauses", pauses);
        var all = new ArrayList<Simulation.Pause>();
        for (int i = 0; pauses != null && i < pauses.size(); i++) {
            var at = path + "pauses[" + i + "]";
            var pause = Objects.requireNonNullElse(pauses.get(i), new Pause(null, null));
            var from = instant(at + ".from", pause.from);
            var to = pause.to == null ? null : instant(at + ".to", pause.to);
            if (to != null && to.isBefore(from)) throw ApiProblem.malformed(at + ".to", "before-from");
            all.add(new Simulation.Pause(from, to));
        }
        return all;
    }

    private List<BudgetChange> changes(String path) {
        bounded(path + "budgetChanges", budgetChanges);
        var all = new ArrayList<BudgetChange>();
        for (int i = 0; budgetChanges != null && i < budgetChanges.size(); i++) {
            var at = path + "budgetChanges[" + i + "]";
            var change = Objects.requireNonNullElse(budgetChanges.get(i), new Change(null, null));
            all.add(new BudgetChange(instant(at + ".at", change.at), budget(at + ".budget", change.budget)));
        }
        return all;
    }

    private static Duration budget(String field, @Nullable String text) {
        var budget = CalendarText.duration(field, text);
        if (!budget.isPositive()) throw ApiProblem.malformed(field, "positive");
        return budget;
    }

    private static Instant instant(String field, @Nullable String text) {
        return CalendarText.instant(field, text).toInstant();
    }

    static OffsetDateTime at(Instant instant, ZoneId zone) {
        return instant.atZone(zone).toOffsetDateTime();
    }
}
