package io.amparo.sla.report;

import io.amparo.platform.web.ApiProblem;
import io.amparo.sla.calendar.CalendarText;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.report.Report.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Query parameters of a report.
 *
 * @param by dimensions: customer, plan, priority, metric; none for a total only
 * @param metric metrics to include; all if empty
 * @param asOf the report is as known at this instant; by default the latest instant whose result is final
 */
record ReportRequest(@Nullable String from, @Nullable String to, @Nullable List<String> by, @Nullable List<String> metric,
        @Nullable String asOf) {

    /** Minimum age of {@code asOf}. Writes in progress become visible a moment later and would change the result. */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    Question question(Instant now) {
        var period = Period.parsed(from, to);
        var known = asOf == null ? now : CalendarText.instant("asOf", asOf).toInstant();
        if (known.isAfter(now)) throw ApiProblem.invalid("asOf", "in-future");
        if (known.isAfter(now.minus(SETTLED))) known = now.minus(SETTLED);
        var metrics = chosen("metric", metric, Metric.class, Metric::name);
        return new Question(period, known, chosen("by", by, Dimension.class, Dimension::field),
                metrics.isEmpty() ? EnumSet.allOf(Metric.class) : metrics);
    }

    private static <E extends Enum<E>> Set<E> chosen(String field, @Nullable List<String> names, Class<E> type,
            Function<E, String> spelt) {
        var chosen = EnumSet.noneOf(type);
        for (var name : names == null ? List.<String>of() : names)
            chosen.add(Arrays.stream(type.getEnumConstants()).filter(each -> spelt.apply(each).equals(name)).findFirst()
                    .orElseThrow(() -> ApiProblem.invalid(field, "one-of",
                            Arrays.stream(type.getEnumConstants()).map(spelt).collect(Collectors.joining(", ")))));
        return chosen;
    }
}
