package io.amparo.sla.report;

import io.amparo.platform.security.Role;
import io.amparo.platform.security.Staff;
import io.amparo.sla.board.WatchedTickets;
import io.amparo.sla.plan.PublishedPolicies;
import io.amparo.sla.report.Report.Row;
import io.swagger.v3.oas.annotations.Operation;
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
    private static final String MEANING = """
            An SLA target counts in the period [from, to) in which it was decided: if met or cancelled, when its clock ended; if missed, \
            when it fell due, however late the response came. Each target counts once, so adjoining periods add up. Running: started \
            before the end of the period, and decided neither in it nor before. The percentage is of the targets met and missed, and is \
            rounded down. Percentiles (nearest rank, ascending) are of the open time that the targets met and missed consumed, and of the \
            margin that was left of the budget (negative if missed). With asOf, only what had happened and was known to this service by \
            then counts, so the same query always has the same result. The latest asOf is two seconds ago; the response contains the asOf \
            with which to repeat the query.""";

    /** ISO 8601 durations. */
    record Percentiles(String p50, String p90, String p95) {
        static @Nullable Percentiles of(Optional<Spread.Percentiles> of) {
            return of.map(all -> new Percentiles(all.p50().toString(), all.p90().toString(), all.p95().toString())).orElse(null);
        }
    }

    record Group(@Nullable String customer, @Nullable String plan, @Nullable String priority, @Nullable String metric, long met,
            long missed, long running, long cancelled, @Nullable BigDecimal percentage, @Nullable Percentiles consumed,
            @Nullable Percentiles margin) {
        static Group of(Row row) {
            var attained = row.attainment();
            Function<Dimension, @Nullable String> key = row.key()::get;
            return new Group(key.apply(Dimension.CUSTOMER), key.apply(Dimension.PLAN), key.apply(Dimension.PRIORITY),
                    key.apply(Dimension.METRIC), attained.met(), attained.missed(), attained.running(), attained.cancelled(),
                    attained.percentage(), Percentiles.of(row.consumed()), Percentiles.of(row.margin()));
        }
    }

    /** @param leftOut number of tickets left out because their calendar has no open time left or leaves its supported range */
    record Answer(OffsetDateTime from, OffsetDateTime to, OffsetDateTime asOf, List<String> by, List<String> metrics, Group total,
            List<Group> items, long leftOut) {}

    private final WatchedTickets tickets;
    private final PublishedPolicies policies;
    private final Clock clock;

    ReportController(WatchedTickets tickets, PublishedPolicies policies, Clock clock) {
        this.tickets = tickets;
        this.policies = policies;
        this.clock = clock;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Attainment and percentiles of a period", description = MEANING)
    Answer report(@ParameterObject ReportRequest wish) {
        var question = wish.question(now());
        var report = made(question);
        var period = question.period();
        return new Answer(period.from(), period.to(), period.spelt(question.asOf()),
                question.by().stream().map(Dimension::field).toList(), question.metrics().stream().map(Enum::name).toList(),
                Group.of(report.total()), report.rows().stream().map(Group::of).toList(), report.leftOut());
    }

    @GetMapping(produces = "text/csv")
    @Operation(summary = "Attainment and percentiles of a period as CSV", description = MEANING)
    ResponseEntity<String> table(@ParameterObject ReportRequest wish) {
        var question = wish.question(now());
        var report = made(question);
        var rows = question.by().isEmpty() ? List.of(report.total()) : report.rows();
        return ResponseEntity.ok().contentType(MediaType.parseMediaType("text/csv;charset=UTF-8"))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"sla-report.csv\"")
                .body(ReportDocument.csv(question.by(), rows));
    }

    private Report made(Report.Question question) {
        var report = new Report(question, policies);
        var from = question.period().from().toInstant();
        tickets.running(from.isBefore(question.asOf()) ? from : question.asOf(), question.period().to().toInstant(), report::add);
        return report;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
