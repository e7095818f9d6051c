package io.amparo.sla.plan;

import static io.amparo.sla.calendar.CalendarText.parsed;
import static io.amparo.sla.calendar.CalendarText.understood;

import io.amparo.platform.web.ApiProblem;
import io.amparo.sla.plan.Objective.CalendarVersion;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A plan as it is written in JSON; the id only with a plan's first version. */
record PlanText(@Nullable String id, @Nullable String name, @Nullable List<Promise> objectives) {

    /** Without a version the calendar's latest. */
    record CalendarName(@Nullable String id, @Nullable Integer version) {}

    record Promise(@Nullable String kind, @Nullable String priority, @Nullable String metric, @Nullable String budget,
            @Nullable CalendarName calendar, @Nullable List<String> pauseStatuses, @Nullable List<Integer> warnings) {

        static Promise of(Objective objective) {
            return new Promise(objective.kind(), objective.priority(), objective.metric().name(), objective.budget().toString(),
                    new CalendarName(objective.calendar().id(), objective.calendar().version()),
                    objective.pauseStatuses().stream().sorted().toList(), objective.warnings());
        }

        Objective objective(String at, Function<CalendarName, Optional<CalendarVersion>> calendars) {
            if (calendar == null || calendar.id == null) throw ApiProblem.malformed(at + ".calendar.id", "required");
            var counted = calendars.apply(calendar).orElseThrow(() -> ApiProblem.invalid(at + ".calendar", "unknown-calendar"));
            var kindOf = parsed(at + ".kind", kind, text -> text);
            var priorityOf = parsed(at + ".priority", priority, text -> text);
            var what = parsed(at + ".metric", metric, Metric::valueOf);
            var open = parsed(at + ".budget", budget, Duration::parse);
            return understood(at, "malformed", () -> new Objective(kindOf, priorityOf, what, open, counted,
                    new HashSet<>(pauseStatuses == null ? List.of() : pauseStatuses), warnings == null ? List.of() : warnings));
        }
    }

    SlaPlan plan(String planId, int version, Clock clock, Function<CalendarName, Optional<CalendarVersion>> calendars) {
        var called = parsed("name", name, text -> text);
        if (objectives == null) throw ApiProblem.malformed("objectives", "required");
        var all = IntStream.range(0, objectives.size())
                .mapToObj(i -> objectives.get(i).objective("objectives[" + i + "]", calendars)).toList();
        return understood("objectives", "malformed", () -> new SlaPlan(planId, version, called, all, clock.instant()));
    }
}
