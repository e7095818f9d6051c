package io.amparo.sla.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.sla.board.WatchedTicket;
import io.amparo.sla.clock.Fact.What;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.report.Report.Question;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final String LATER = "2026-08-01T00:00:00Z";

    private static Report report(String from, String to, String asOf, Set<Dimension> by, WatchedTicket... tickets) {
        var report = new Report(new Question(new Period(OffsetDateTime.parse(from), OffsetDateTime.parse(to)),
                Instant.parse(asOf), by, EnumSet.allOf(Metric.class)), Life.POLICIES);
        List.of(tickets).forEach(report::add);
        return report;
    }

    private static Attainment onThe20th(String asOf, WatchedTicket ticket) {
        return report("2026-07-20T00:00:00Z", "2026-07-21T00:00:00Z", asOf, Set.of(), ticket).total().attainment();
    }

    private static Attainment onThe21st(String asOf, WatchedTicket ticket) {
        return report("2026-07-21T00:00:00Z", "2026-07-22T00:00:00Z", asOf, Set.of(), ticket).total().attainment();
    }

    @Test
    void a_kept_promise_counts_when_it_was_kept_and_a_missed_one_when_it_fell_due_however_late_the_answer_came() {
        var ticket = Life.opened("t1", "P1", "z", "2026-07-20T10:00:00Z").reply("2026-07-20T11:00:00Z")
                .status("RESOLVED", "2026-07-21T08:00:00Z").watched(LATER);
        assertThat(onThe20th(LATER, ticket)).isEqualTo(Attainment.of(1, 1, 0, 0));
        assertThat(onThe21st(LATER, ticket)).isEqualTo(Attainment.of(0, 0, 0, 0));
        var rows = report("2026-07-20T00:00:00Z", "2026-07-21T00:00:00Z", LATER, EnumSet.of(Dimension.METRIC), ticket).rows();
        assertThat(rows).extracting(row -> row.key().get(Dimension.METRIC)).containsExactly("FIRST_RESPONSE", "RESOLUTION");
        assertThat(rows.getFirst().consumed().orElseThrow().p95()).isEqualTo(Duration.ofHours(1));
        assertThat(rows.getFirst().margin().orElseThrow().p50()).isEqualTo(Duration.ofHours(3));
        assertThat(rows.getLast().consumed().orElseThrow().p50()).isEqualTo(Duration.ofHours(22));
        assertThat(rows.getLast().margin().orElseThrow().p50()).isEqualTo(Duration.ofHours(-14));
    }

    @Test
    void what_is_decided_later_runs_and_what_had_not_begun_is_not_there() {
        var ticket = Life.opened("t1", "P2", "z", "2026-07-20T16:00:00Z").watched(LATER);
        assertThat(onThe20th(LATER, ticket)).isEqualTo(Attainment.of(0, 0, 2, 0));
        assertThat(onThe21st(LATER, ticket)).isEqualTo(Attainment.of(0, 2, 0, 0));
        assertThat(report("2026-07-20T00:00:00Z", "2026-07-20T16:00:00Z", LATER, Set.of(), ticket).total().attainment())
                .isEqualTo(Attainment.of(0, 0, 0, 0));
        assertThat(onThe21st("2026-07-20T15:59:59Z", ticket)).isEqualTo(Attainment.of(0, 0, 0, 0));
        assertThat(onThe21st("2026-07-20T17:00:00Z", ticket)).isEqualTo(Attainment.of(0, 0, 2, 0));
    }

    @Test
    void a_breach_that_nobody_had_been_told_of_was_not_known() {
        var ticket = Life.opened("t1", "P1", "z", "2026-07-20T10:00:00Z").lagging(Duration.ofMinutes(150)).watched(LATER);
        assertThat(onThe20th("2026-07-20T14:29:59Z", ticket)).isEqualTo(Attainment.of(0, 0, 2, 0));
        assertThat(onThe20th("2026-07-20T14:30:00Z", ticket)).isEqualTo(Attainment.of(0, 1, 1, 0));
        assertThat(onThe20th(LATER, ticket)).isEqualTo(Attainment.of(0, 2, 0, 0));
    }

    @Test
    void an_answer_that_was_heard_late_changes_no_report_of_before() {
        var ticket = Life.opened("t1", "P1", "z", "2026-07-20T10:00:00Z").reply("2026-07-20T11:00:00Z")
                .heardAfter(Duration.ofMinutes(90)).watched(LATER);
        assertThat(onThe20th("2026-07-20T12:29:59Z", ticket)).isEqualTo(Attainment.of(0, 0, 2, 0));
        assertThat(onThe20th("2026-07-20T12:30:00Z", ticket)).isEqualTo(Attainment.of(1, 0, 1, 0));
    }

    @Test
    void a_ticket_whose_end_is_heard_late_runs_until_then_and_is_read_for_it() {
        var ticket = Life.opened("t1", "P1", "z", "2026-07-20T10:00:00Z").status("CLOSED", "2026-07-20T11:00:00Z")
                .heardAfter(Duration.ofMinutes(90)).watched(LATER);
        assertThat(onThe21st("2026-07-20T12:00:00Z", ticket)).isEqualTo(Attainment.of(0, 0, 2, 0));
        assertThat(onThe21st("2026-07-20T12:30:00Z", ticket)).isEqualTo(Attainment.of(0, 0, 0, 0));
        assertThat(ticket.overSince()).hasValue(Instant.parse("2026-07-20T12:30:00Z"));
    }

    @Test
    void cancelled_promises_are_neither_kept_nor_missed() {
        var ticket = Life.opened("t1", "P1", "z", "2026-07-20T10:00:00Z").status("DECLINED", "2026-07-20T15:00:00Z")
                .watched(LATER);
        assertThat(onThe20th(LATER, ticket)).isEqualTo(Attainment.of(0, 0, 0, 2));
        assertThat(onThe20th("2026-07-20T14:30:00Z", ticket)).isEqualTo(Attainment.of(0, 1, 1, 0));
    }

    @Test
    void a_late_ticket_that_is_opened_again_is_late_from_there_and_not_before() {
        var ticket = Life.opened("t1", "P1", "z", "2026-07-20T10:00:00Z").reply("2026-07-20T11:00:00Z")
                .status("RESOLVED", "2026-07-20T20:00:00Z").status("REOPENED", "2026-07-21T09:00:00Z").watched(LATER);
        assertThat(onThe20th(LATER, ticket)).isEqualTo(Attainment.of(1, 1, 0, 0));
        assertThat(onThe21st(LATER, ticket)).isEqualTo(Attainment.of(0, 1, 0, 0));
        assertThat(onThe20th("2026-07-21T08:00:00Z", ticket)).isEqualTo(Attainment.of(1, 1, 0, 0));
    }

    @Test
    void groups_go_by_what_was_so_when_it_was_decided() {
        var ticket = Life.opened("t1", "P1", "z", "2026-07-20T10:00:00Z").reply("2026-07-20T11:00:00Z")
                .with(What.PRIORITY, "P2", Instant.parse("2026-07-20T12:00:00Z"))
                .with(What.PLAN, "a/1", Instant.parse("2026-07-20T13:00:00Z")).status("RESOLVED", "2026-07-20T14:00:00Z")
                .watched(LATER);
        var other = Life.opened("t2", "borealis", "P1", "z", Instant.parse("2026-07-20T10:00:00Z"))
                .status("RESOLVED", "2026-07-20T11:00:00Z").watched(Instant.parse(LATER));
        var rows = report("2026-07-20T00:00:00Z", "2026-07-21T00:00:00Z", LATER,
                EnumSet.of(Dimension.PRIORITY, Dimension.PLAN, Dimension.CUSTOMER), other, ticket).rows();
        assertThat(rows).extracting(Report.Row::key).containsExactly(
                Map.of(Dimension.CUSTOMER, "acme", Dimension.PLAN, "a", Dimension.PRIORITY, "P2"),
                Map.of(Dimension.CUSTOMER, "acme", Dimension.PLAN, "z", Dimension.PRIORITY, "P1"),
                Map.of(Dimension.CUSTOMER, "borealis", Dimension.PLAN, "z", Dimension.PRIORITY, "P1"));
        assertThat(rows).extracting(row -> row.attainment().met()).containsExactly(1L, 1L, 2L);
    }

    @Test
    void a_table_has_a_line_for_each_group_and_seconds() {
        var by = EnumSet.of(Dimension.CUSTOMER, Dimension.METRIC);
        var ticket = Life.opened("t1", "x,\"y\"", "P1", "z", Instant.parse("2026-07-20T10:00:00Z")).reply("2026-07-20T11:00:00Z")
                .watched(LATER);
        var rows = report("2026-07-20T00:00:00Z", "2026-07-20T12:00:00Z", "2026-07-20T12:00:00Z", by, ticket).rows();
        assertThat(ReportDocument.csv(by, rows).lines()).containsExactly(
                "customer,metric,met,missed,running,cancelled,percentage,consumedP50Seconds,consumedP90Seconds,consumedP95Seconds,"
                        + "marginP50Seconds,marginP90Seconds,marginP95Seconds",
                "\"x,\"\"y\"\"\",FIRST_RESPONSE,1,0,0,0,100.00,3600,3600,3600,10800,10800,10800",
                "\"x,\"\"y\"\"\",RESOLUTION,0,0,1,0,,,,,,,");
    }

    @Test
    void percentiles_are_values_that_were_seen() {
        var spread = new Spread();
        assertThat(spread.percentiles()).isEmpty();
        for (int seconds = 20; seconds >= 1; seconds--) spread.add(Duration.ofSeconds(seconds));
        var all = spread.percentiles().orElseThrow();
        assertThat(List.of(all.p50(), all.p90(), all.p95())).extracting(Duration::toSeconds).containsExactly(10L, 18L, 19L);
        spread.add(Duration.ofSeconds(-5));
        assertThat(spread.percentiles().orElseThrow().p50()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void all_but_one_is_not_all() {
        assertThat(Attainment.of(199_999, 1, 5, 5).percentage()).isEqualTo(new BigDecimal("99.99"));
        assertThat(Attainment.of(2, 1, 0, 0).percentage()).isEqualTo(new BigDecimal("66.66"));
        assertThat(Attainment.of(3, 0, 0, 9).percentage()).isEqualTo(new BigDecimal("100.00"));
        assertThat(Attainment.of(0, 0, 1, 1).percentage()).isNull();
    }
}
