package io.amparo.sla.simulation;

import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.Required;
import io.amparo.sla.calendar.CalendarFields;
import io.amparo.sla.calendar.CalendarJson;
import io.amparo.sla.calendar.CalendarTooLargeException;
import io.amparo.sla.calendar.CompileMeter;
import io.amparo.sla.calendar.NoOpenTimeException;
import io.amparo.sla.calendar.Tzdata;
import io.amparo.sla.clock.RungKind;
import io.amparo.sla.simulation.Simulation.BudgetChange;
import io.amparo.sla.simulation.Simulation.Crossing;
import io.amparo.sla.simulation.Simulation.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** JSON request of a simulation. It refers to no stored data. */
record SimulationRequest(@Required @Nullable CalendarJson calendar, @Required @Nullable String budget,
        @Nullable List<Integer> warnings, @Required @Nullable String start, @Nullable List<Pause> pauses,
        @Nullable List<Change> budgetChanges) {

    private static final int MAX_ITEMS = 500;

    /** A pause without {@code to} is open-ended. */
    record Pause(@Required @Nullable String from, @Nullable String to) {}

    record Change(@Required @Nullable String at, @Required @Nullable String budget) {}

    record Edge(RungKind kind, @Nullable Integer percent, OffsetDateTime at) {}

    record SimulationResponse(@Nullable OffsetDateTime dueAt, List<Edge> edges, String tzdata) {}

    /**
     * @param path JSON path of this simulation in the request
     * @param meter limits the work of all simulations of the request
     */
    SimulationResponse simulate(String path, CompileMeter meter) {
        if (calendar == null) throw ApiException.malformed(path + "calendar", "required");
        var open = calendar.calendar(path + "calendar.", meter);
        var simulation = new Simulation(open, budget(path + "budget", budget), warnings(path), instant(path + "start", start),
                pauses(path), changes(path));
        var outcome = outcome(path, simulation);
        var zone = open.rules().zone();
        return new SimulationResponse(outcome.dueAt() == null ? null : toOffsetDateTime(outcome.dueAt(), zone),
                outcome.crossings().stream().map(crossing -> edge(crossing, zone)).toList(), Tzdata.ofThisJvm().version());
    }

    private static Outcome outcome(String path, Simulation simulation) {
        try {
            return simulation.run();
        } catch (CalendarTooLargeException e) {
            throw CalendarJson.tooLarge(path + "calendar.windows");
        } catch (NoOpenTimeException noOpenTime) {
            throw ApiException.invalid(path + (noOpenTime.code().equals("no-open-time") ? "budget" : "start"), noOpenTime.code());
        }
    }

    private static Edge edge(Crossing crossing, ZoneId zone) {
        return crossing.percent() == 100
                ? new Edge(RungKind.BREACH, null, toOffsetDateTime(crossing.at(), zone))
                : new Edge(RungKind.WARNING, crossing.percent(), toOffsetDateTime(crossing.at(), zone));
    }

    private List<Integer> warnings(String path) {
        if (warnings == null) return List.of();
        requireAtMostMaxItems(path + "warnings", warnings);
        if (warnings.stream().anyMatch(percent -> percent == null || percent < 1 || percent > 99))
            throw ApiException.malformed(path + "warnings", "percent");
        return warnings;
    }

    private static void requireAtMostMaxItems(String field, @Nullable List<?> list) {
        if (list != null && list.size() > MAX_ITEMS) throw ApiException.invalid(field, "too-many", MAX_ITEMS);
    }

    private List<Simulation.Pause> pauses(String path) {
        requireAtMostMaxItems(path + "pauses", pauses);
        var all = new ArrayList<Simulation.Pause>();
        for (int i = 0; pauses != null && i < pauses.size(); i++) {
            var at = path + "pauses[" + i + "]";
            var pause = Objects.requireNonNullElse(pauses.get(i), new Pause(null, null));
            var from = instant(at + ".from", pause.from);
            var to = pause.to == null ? null : instant(at + ".to", pause.to);
            if (to != null && to.isBefore(from)) throw ApiException.malformed(at + ".to", "before-from");
            all.add(new Simulation.Pause(from, to));
        }
        return all;
    }

    private List<BudgetChange> changes(String path) {
        requireAtMostMaxItems(path + "budgetChanges", budgetChanges);
        var all = new ArrayList<BudgetChange>();
        for (int i = 0; budgetChanges != null && i < budgetChanges.size(); i++) {
            var at = path + "budgetChanges[" + i + "]";
            var change = Objects.requireNonNullElse(budgetChanges.get(i), new Change(null, null));
            all.add(new BudgetChange(instant(at + ".at", change.at), budget(at + ".budget", change.budget)));
        }
        return all;
    }

    private static Duration budget(String field, @Nullable String text) {
        var budget = CalendarFields.parseDuration(field, text);
        if (!budget.isPositive()) throw ApiException.malformed(field, "positive");
        return budget;
    }

    private static Instant instant(String field, @Nullable String text) {
        return CalendarFields.parseInstant(field, text).toInstant();
    }

    static OffsetDateTime toOffsetDateTime(Instant instant, ZoneId zone) {
        return instant.atZone(zone).toOffsetDateTime();
    }
}
