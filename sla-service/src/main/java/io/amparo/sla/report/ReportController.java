package io.amparo.sla.report;

import io.amparo.events.Vocabulary;
import io.amparo.platform.security.Role;
import io.amparo.platform.security.Staff;
import io.amparo.platform.web.OneOf;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.plan.PublishedPolicies;
import io.amparo.sla.readmodel.WatchedTickets;
import io.amparo.sla.report.Report.Row;
import io.swagger.v3.oas.annotations.Operation;
import io.amparo.sla.request.Computation;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** REST API for managers: SLA attainment and its percentiles, optionally as known at {@code asOf} ({@link Report}). */
@RestController
@RequestMapping("/api/v1/sla/reports")
@Staff({Role.MANAGER, Role.ADMIN})
class ReportController {
    private static final int MAX_TICKETS = 200_000;
    private static final String DESCRIPTION = """
            An SLA target counts in the period [from, to) in which it was decided: if met or cancelled, when its clock ended; if missed, \
            when it fell due, however late the response came. Each target counts once, so adjoining periods add up. Running: started \
            before the end of the period, and decided neither in it nor before. The percentage is of the targets met and missed, and is \
            rounded down. Percentiles (nearest rank, ascending) are of the open time that the targets met and missed consumed, and of the \
            margin that was left of the budget (negative if missed). With asOf, only what had happened and was known to this service by \
            then counts, so the same query always has the same result. The latest asOf is two seconds ago; the response contains the asOf \
            with which to repeat the query.""";

    /** ISO 8601 durations. */
    record PercentilesResponse(String p50, String p90, String p95) {
        static @Nullable PercentilesResponse of(Optional<DurationSample.Percentiles> percentiles) {
            return percentiles
                    .map(all -> new PercentilesResponse(all.p50().toString(), all.p90().toString(), all.p95().toString()))
                    .orElse(null);
        }
    }

    record ReportGroupResponse(@Nullable String customer, @Nullable String plan,
            @OneOf(Vocabulary.Priority.class) @Nullable String priority, @Nullable Metric metric, long met, long missed,
            long running, long cancelled, @Nullable BigDecimal percentage, @Nullable PercentilesResponse consumed,
            @Nullable PercentilesResponse margin) {
        static ReportGroupResponse of(Row row) {
            var attainment = row.attainment();
            Function<Dimension, @Nullable String> key = row.key()::get;
            var metric = key.apply(Dimension.METRIC);
            return new ReportGroupResponse(key.apply(Dimension.CUSTOMER), key.apply(Dimension.PLAN),
                    key.apply(Dimension.PRIORITY), metric == null ? null : Metric.valueOf(metric), attainment.met(),
                    attainment.missed(), attainment.running(), attainment.cancelled(), attainment.percentage(),
                    PercentilesResponse.of(row.consumed()), PercentilesResponse.of(row.margin()));
        }
    }

    /** @param leftOut number of tickets left out because their calendar has no open time left or leaves its supported range */
    record ReportResponse(OffsetDateTime from, OffsetDateTime to, OffsetDateTime asOf, @OneOf(Dimension.class) List<String> by,
            List<Metric> metrics, ReportGroupResponse total, List<ReportGroupResponse> items, long leftOut) {}

    private final WatchedTickets tickets;
    private final PublishedPolicies policies;
    private final Clock clock;

    ReportController(WatchedTickets tickets, PublishedPolicies policies, Clock clock) {
        this.tickets = tickets;
        this.policies = policies;
        this.clock = clock;
    }

    @Computation(megabytes = 24)
    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "getReport", summary = "Attainment and percentiles of a period", description = DESCRIPTION)
    ReportResponse getReport(@ParameterObject ReportRequest request) {
        var query = request.toQuery(now());
        var report = calculate(query);
        var period = query.period();
        return new ReportResponse(period.from(), period.to(), period.atPeriodOffset(query.asOf()),
                query.by().stream().map(Dimension::toString).toList(), query.metrics().stream().toList(),
                ReportGroupResponse.of(report.total()), report.rows().stream().map(ReportGroupResponse::of).toList(),
                report.leftOut());
    }

    @Computation(megabytes = 24)
    @GetMapping(produces = "text/csv")
    @Operation(operationId = "getReport", summary = "Attainment and percentiles of a period as CSV", description = DESCRIPTION)
    ResponseEntity<String> csv(@ParameterObject ReportRequest request) {
        var query = request.toQuery(now());
        var report = calculate(query);
        var rows = query.by().isEmpty() ? List.of(report.total()) : report.rows();
        return ResponseEntity.ok().contentType(MediaType.parseMediaType("text/csv;charset=UTF-8"))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"sla-report.csv\"")
                .body(ReportCsv.write(query.by(), rows));
    }

    private Report calculate(Report.Query query) {
        var report = new Report(query, policies, MAX_TICKETS);
        var from = query.period().from().toInstant();
        tickets.forEachRunning(from.isBefore(query.asOf()) ? from : query.asOf(), query.period().to().toInstant(), report::add);
        return report;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
