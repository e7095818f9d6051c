package io.amparo.sla.report;

import io.amparo.platform.Adapter;
import io.amparo.platform.web.ApiException;
import io.amparo.sla.calendar.CalendarFields;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.report.Report.Query;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Query parameters of a report.
 *
 * @param by dimensions: customer, plan, priority, metric; none for a total only
 * @param metric metrics to include; all if empty
 * @param asOf the report is as known at this instant; by default the latest instant whose result is final
 */
@Adapter
record ReportRequest(@Nullable String from, @Nullable String to,
        @Parameter(array = @ArraySchema(schema = @Schema(implementation = Dimension.class))) @Nullable List<String> by,
        @Parameter(array = @ArraySchema(schema = @Schema(implementation = Metric.class))) @Nullable List<String> metric,
        @Nullable String asOf) {

    /** Minimum age of {@code asOf}. Writes in progress become visible a moment later and would change the result. */
    private static final Duration MIN_AGE = Duration.ofSeconds(2);

    Query toQuery(Instant now) {
        var period = Period.parse(from, to);
        var effectiveAsOf = asOf == null ? now : CalendarFields.parseInstant("asOf", asOf).toInstant();
        if (effectiveAsOf.isAfter(now)) throw ApiException.invalid("asOf", "in-future");
        if (effectiveAsOf.isAfter(now.minus(MIN_AGE))) effectiveAsOf = now.minus(MIN_AGE);
        var metrics = parseEnums("metric", metric, Metric.class, Metric::name);
        return new Query(period, effectiveAsOf, parseEnums("by", by, Dimension.class, Dimension::toString),
                metrics.isEmpty() ? EnumSet.allOf(Metric.class) : metrics);
    }

    private static <E extends Enum<E>> Set<E> parseEnums(String field, @Nullable List<String> names, Class<E> type,
            Function<E, String> nameOf) {
        var selected = EnumSet.noneOf(type);
        for (var name : names == null ? List.<String>of() : names)
            selected.add(Arrays.stream(type.getEnumConstants()).filter(each -> nameOf.apply(each).equals(name)).findFirst()
                    .orElseThrow(
                            () -> ApiException.invalidOneOf(field, Arrays.stream(type.getEnumConstants()).map(nameOf).toList())));
        return selected;
    }
}
