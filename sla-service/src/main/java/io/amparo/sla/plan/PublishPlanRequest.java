package io.amparo.sla.plan;

import static io.amparo.sla.request.RequestFields.parse;

import io.amparo.events.Vocabulary;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.OneOf;
import io.amparo.platform.web.Required;
import io.amparo.sla.calendar.BusinessCalendar;
import io.amparo.sla.calendar.CalendarFields;
import io.amparo.sla.calendar.PublishedCalendar;
import io.amparo.sla.plan.CalendarVersion;
import io.amparo.sla.plan.SlaPlan.PackageCalendar;
import io.amparo.sla.plan.SlaPlan.Reopening;
import io.amparo.sla.request.RequestFields;
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
record PublishPlanRequest(@Nullable String id, @Required @Nullable String name,
        @Required @Nullable List<ObjectiveJson> objectives, @OneOf(Reopening.class) @Nullable String reopening,
        @Nullable List<PackageCalendarJson> packageCalendars,
        @OneOf(Vocabulary.Priority.class) @Nullable String qualifiedBugPriority) {

    /** Limit of each list. A plan has at most 40 objectives: 2 kinds, 4 priorities, 5 metrics. */
    private static final int MAX_ITEMS = 100;

    /** Resolves a reference to a calendar version; empty if it does not exist. */
    interface CalendarResolver extends Function<CalendarReferenceJson, Optional<CalendarVersion>> {}

    /** A reference to a calendar version; the latest if the version is missing. */
    record CalendarReferenceJson(@Required @Nullable String id, @Nullable Integer version) {
        static CalendarReferenceJson of(CalendarVersion calendar) {
            return new CalendarReferenceJson(calendar.id(), calendar.version());
        }

        static CalendarVersion resolve(String path, @Nullable CalendarReferenceJson reference, CalendarResolver resolver) {
            if (reference == null || reference.id == null) throw ApiException.malformed(path + ".id", "required");
            return resolver.apply(reference).orElseThrow(() -> ApiException.invalid(path, "unknown-calendar"));
        }
    }

    record RungJson(@Required @Nullable Integer percent,
            @OneOf(Vocabulary.EscalationTarget.class) @Required @Nullable List<String> to) {}

    /** The calendar that an Advisor package switches to. */
    record PackageCalendarJson(@Required @Nullable String code, @Required @Nullable CalendarReferenceJson calendar) {}

    record ObjectiveJson(@OneOf(SupportKind.class) @Required @Nullable String kind,
            @OneOf(Vocabulary.Priority.class) @Required @Nullable String priority,
            @OneOf(Metric.class) @Required @Nullable String metric, @Required @Nullable String budget,
            @Required @Nullable CalendarReferenceJson calendar, @OneOf(PauseStatus.class) @Nullable List<String> pauseStatuses,
            @Nullable String longestPause, @Nullable List<Integer> warnings, @Nullable List<RungJson> ladder) {

        static ObjectiveJson of(Objective objective) {
            var split = objective.splitByRecipients();
            return new ObjectiveJson(objective.kind(), objective.priority(), objective.metric().name(),
                    objective.budget().toString(), CalendarReferenceJson.of(objective.calendar()),
                    objective.pauseStatuses().stream().sorted().toList(),
                    objective.longestPause() == null ? null : objective.longestPause().toString(),
                    split.get(false).stream().map(Objective.Rung::percent).toList(),
                    split.get(true).stream().map(rung -> new RungJson(rung.percent(), rung.recipients())).toList());
        }

        Objective objective(String path, CalendarResolver resolver) {
            var calendarVersion = CalendarReferenceJson.resolve(path + ".calendar", calendar, resolver);
            var metricName = oneOf(path + ".metric", metric, Arrays.stream(Metric.values()).map(Metric::name).toList());
            var pauses = limited(path + ".pauseStatuses", pauseStatuses);
            for (int i = 0; i < pauses.size(); i++)
                oneOf(path + ".pauseStatuses[" + i + "]", pauses.get(i), Objective.PAUSE_STATUSES);
            var openTime = positiveDuration(path + ".budget", budget);
            return new Objective(oneOf(path + ".kind", kind, SlaPlan.KINDS),
                    oneOf(path + ".priority", priority, SlaPlan.PRIORITIES), Metric.valueOf(metricName), openTime,
                    calendarVersion, new HashSet<>(pauses),
                    longestPause == null ? null : positiveDuration(path + ".longestPause", longestPause),
                    Stream.concat(parseWarnings(path + ".warnings"), parseLadder(path + ".ladder", openTime)).toList());
        }

        private Stream<Objective.Rung> parseWarnings(String path) {
            if (limited(path, warnings).stream().anyMatch(percent -> percent == null || percent < 1 || percent > 99))
                throw ApiException.invalid(path, "percent");
            return Objective.warnings(orEmpty(warnings)).stream();
        }

        private Stream<Objective.Rung> parseLadder(String path, Duration openTime) {
            var rungs = new ArrayList<Objective.Rung>();
            for (var rung : limited(path, ladder)) {
                var rungPath = path + "[" + rungs.size() + "]";
                if (rung == null || rung.percent == null) throw ApiException.malformed(rungPath + ".percent", "required");
                if (rung.percent < 1 || rung.percent > 1_000)
                    throw ApiException.invalid(rungPath + ".percent", "percent-of-ladder");
                if (openTime.multipliedBy(rung.percent).dividedBy(100).compareTo(BusinessCalendar.MAX_BUDGET) > 0)
                    throw ApiException.invalid(rungPath + ".percent", "no-open-time");
                if (orEmpty(rung.to).isEmpty()) throw ApiException.malformed(rungPath + ".to", "required");
                for (int i = 0; i < limited(rungPath + ".to", rung.to).size(); i++)
                    oneOf(rungPath + ".to[" + i + "]", rung.to.get(i), Objective.RECIPIENTS);
                rungs.add(new Objective.Rung(rung.percent, rung.to));
            }
            return rungs.stream();
        }
    }

    SlaPlan plan(String planId, int version, Instant now, CalendarResolver resolver) {
        var planName = RequestFields.parseName("name", name);
        if (orEmpty(objectives).isEmpty()) throw ApiException.malformed("objectives", "required");
        var parsed = new ArrayList<Objective>();
        for (var json : limited("objectives", objectives)) {
            var path = "objectives[" + parsed.size() + "]";
            if (json == null) throw ApiException.malformed(path, "required");
            var objective = json.objective(path, resolver);
            if (parsed.stream().anyMatch(other -> other.kind().equals(objective.kind())
                    && other.priority().equals(objective.priority()) && other.metric() == objective.metric()))
                throw ApiException.invalid(path, "promised-twice");
            parsed.add(objective);
        }
        return new SlaPlan(planId, version, planName, parsed,
                Reopening.valueOf(reopening == null
                        ? Reopening.RESUME.name()
                        : oneOf("reopening", reopening, Arrays.stream(Reopening.values()).map(Reopening::name).toList())),
                parsePackageCalendars(resolver),
                qualifiedBugPriority == null ? null : oneOf("qualifiedBugPriority", qualifiedBugPriority, SlaPlan.PRIORITIES),
                now);
    }

    private List<PackageCalendar> parsePackageCalendars(CalendarResolver resolver) {
        var parsed = new ArrayList<PackageCalendar>();
        for (var json : limited("packageCalendars", packageCalendars)) {
            var path = "packageCalendars[" + parsed.size() + "]";
            if (json == null) throw ApiException.malformed(path, "required");
            parsed.add(new PackageCalendar(parse(path + ".code", json.code, PublishedCalendar::requireValidId),
                    CalendarReferenceJson.resolve(path + ".calendar", json.calendar, resolver)));
        }
        return parsed;
    }

    private static Duration positiveDuration(String field, @Nullable String text) {
        var duration = CalendarFields.parseDuration(field, text);
        if (!duration.isPositive()) throw ApiException.invalid(field, "positive");
        return duration;
    }

    private static String oneOf(String field, @Nullable String value, Collection<String> allowed) {
        if (value == null) throw ApiException.malformed(field, "required");
        if (!allowed.contains(value)) throw ApiException.invalidOneOf(field, allowed.stream().sorted().toList());
        return value;
    }

    private static <T> List<T> limited(String field, @Nullable List<T> list) {
        if (orEmpty(list).size() > MAX_ITEMS) throw ApiException.invalid(field, "too-many", MAX_ITEMS);
        return orEmpty(list);
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
