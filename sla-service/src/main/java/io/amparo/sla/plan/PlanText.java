package io.amparo.sla.plan;

import static io.amparo.sla.calendar.CalendarText.parsed;

import io.amparo.platform.web.ApiProblem;
import io.amparo.sla.calendar.BusinessCalendar;
import io.amparo.sla.calendar.CalendarText;
import io.amparo.sla.calendar.PublishedCalendar;
import io.amparo.sla.plan.Objective.CalendarVersion;
import io.amparo.sla.plan.SlaPlan.PackageCalendar;
import io.amparo.sla.plan.SlaPlan.Reopening;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A plan version to publish. The id is required for the first version only. A value that cannot be parsed is malformed (400), one
 * that breaks a rule is invalid (422); the problem names the field.
 */
record PlanText(@Nullable String id, @Nullable String name, @Nullable List<Promise> objectives, @Nullable String reopening,
        @Nullable List<Switch> packageCalendars, @Nullable String qualifiedBugPriority) {

    /** Resolves a reference to a calendar version; empty if it does not exist. */
    interface CalendarNames extends Function<CalendarName, Optional<CalendarVersion>> {}

    /** A reference to a calendar version; the latest if the version is missing. */
    record CalendarName(@Nullable String id, @Nullable Integer version) {
        static CalendarName of(CalendarVersion calendar) {
            return new CalendarName(calendar.id(), calendar.version());
        }

        static CalendarVersion found(String at, @Nullable CalendarName wanted, CalendarNames names) {
            if (wanted == null || wanted.id == null) throw ApiProblem.malformed(at + ".id", "required");
            return names.apply(wanted).orElseThrow(() -> ApiProblem.invalid(at, "unknown-calendar"));
        }
    }

    record Rung(@Nullable Integer percent, @Nullable List<String> to) {}

    /** The calendar that an Advisor package switches to. */
    record Switch(@Nullable String code, @Nullable CalendarName calendar) {}

    record Promise(@Nullable String kind, @Nullable String priority, @Nullable String metric, @Nullable String budget,
            @Nullable CalendarName calendar, @Nullable List<String> pauseStatuses, @Nullable String longestPause,
            @Nullable List<Integer> warnings, @Nullable List<Rung> ladder) {

        static Promise of(Objective objective) {
            var parted = objective.parted();
            return new Promise(objective.kind(), objective.priority(), objective.metric().name(), objective.budget().toString(),
                    CalendarName.of(objective.calendar()), objective.pauseStatuses().stream().sorted().toList(),
                    objective.longestPause() == null ? null : objective.longestPause().toString(),
                    parted.get(false).stream().map(Objective.Rung::percent).toList(),
                    parted.get(true).stream().map(rung -> new Rung(rung.percent(), rung.to())).toList());
        }

        Objective objective(String at, CalendarNames names) {
            var counted = CalendarName.found(at + ".calendar", calendar, names);
            var what = oneOf(at + ".metric", metric, Arrays.stream(Metric.values()).map(Metric::name).toList());
            var pauses = listed(pauseStatuses);
            for (int i = 0; i < pauses.size(); i++) oneOf(at + ".pauseStatuses[" + i + "]", pauses.get(i), Objective.PAUSES);
            var open = duration(at + ".budget", budget);
            return new Objective(oneOf(at + ".kind", kind, SlaPlan.KINDS), oneOf(at + ".priority", priority, SlaPlan.PRIORITIES),
                    Metric.valueOf(what), open, counted, new HashSet<>(pauses),
                    longestPause == null ? null : duration(at + ".longestPause", longestPause),
                    Stream.concat(warned(at + ".warnings"), climbed(at + ".ladder", open)).toList());
        }

        private Stream<Objective.Rung> warned(String at) {
            if (listed(warnings).stream().anyMatch(percent -> percent == null || percent < 1 || percent > 99))
                throw ApiProblem.invalid(at, "percent");
            return Objective.warnings(listed(warnings)).stream();
        }

        private Stream<Objective.Rung> climbed(String at, Duration open) {
            var rungs = new ArrayList<Objective.Rung>();
            for (var rung : listed(ladder)) {
                var here = at + "[" + rungs.size() + "]";
                if (rung == null || rung.percent == null) throw ApiProblem.malformed(here + ".percent", "required");
                if (rung.percent < 1 || rung.percent > 1_000) throw ApiProblem.invalid(here + ".percent", "percent-of-ladder");
                if (open.multipliedBy(rung.percent).dividedBy(100).compareTo(BusinessCalendar.LONGEST) > 0)
                    throw ApiProblem.invalid(here + ".percent", "no-open-time");
                if (listed(rung.to).isEmpty()) throw ApiProblem.malformed(here + ".to", "required");
                for (int i = 0; i < rung.to.size(); i++) oneOf(here + ".to[" + i + "]", rung.to.get(i), Objective.TOLD);
                rungs.add(new Objective.Rung(rung.percent, rung.to));
            }
            return rungs.stream();
        }
    }

    SlaPlan plan(String planId, int version, Instant now, CalendarNames names) {
        var called = CalendarText.name("name", name);
        if (listed(objectives).isEmpty()) throw ApiProblem.malformed("objectives", "required");
        var promised = new ArrayList<Objective>();
        for (var promise : objectives) {
            var at = "objectives[" + promised.size() + "]";
            if (promise == null) throw ApiProblem.malformed(at, "required");
            var objective = promise.objective(at, names);
            if (promised.stream().anyMatch(known -> known.kind().equals(objective.kind())
                    && known.priority().equals(objective.priority()) && known.metric() == objective.metric()))
                throw ApiProblem.invalid(at, "promised-twice");
            promised.add(objective);
        }
        return new SlaPlan(planId, version, called, promised,
                Reopening.valueOf(reopening == null
                        ? Reopening.RESUME.name()
                        : oneOf("reopening", reopening, Arrays.stream(Reopening.values()).map(Reopening::name).toList())),
                switches(names),
                qualifiedBugPriority == null ? null : oneOf("qualifiedBugPriority", qualifiedBugPriority, SlaPlan.PRIORITIES),
                now);
    }

    private List<PackageCalendar> switches(CalendarNames names) {
        var all = new ArrayList<PackageCalendar>();
        for (var each : listed(packageCalendars)) {
            var at = "packageCalendars[" + all.size() + "]";
            if (each == null) throw ApiProblem.malformed(at, "required");
            all.add(new PackageCalendar(parsed(at + ".code", each.code, PublishedCalendar::id),
                    CalendarName.found(at + ".calendar", each.calendar, names)));
        }
        return all;
    }

    private static Duration duration(String field, @Nullable String text) {
        var duration = CalendarText.duration(field, text);
        if (!duration.isPositive()) throw ApiProblem.invalid(field, "positive");
        return duration;
    }

    private static String oneOf(String field, @Nullable String value, Collection<String> allowed) {
        if (value == null) throw ApiProblem.malformed(field, "required");
        if (!allowed.contains(value))
            throw ApiProblem.invalid(field, "one-of", String.join(", ", allowed.stream().sorted().toList()));
        return value;
    }

    private static <T> List<T> listed(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
