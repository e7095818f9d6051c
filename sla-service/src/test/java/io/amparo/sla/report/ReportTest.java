package io.amparo.sla.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.sla.plan.Metric;
import io.amparo.sla.readmodel.WatchedTicket;
import io.amparo.sla.report.Report.Query;
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
        var report = new Report(new Query(new Period(OffsetDateTime.parse(from), OffsetDateTime.parse(to)), Instant.parse(asOf),
                by, EnumSet.allOf(Metric.class)), TicketScenario.POLICIES, Integer.MAX_VALUE);
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
    void met_target_counts_when_it_is_met_and_missed_target_when_it_falls_due() {
        var ticket = TicketScenario.opened("t1", "P1", "z", "2026-07-20T10:00:00Z").reply("2026-07-20T11:00:00Z")
                .status("RESOLVED", "2026-07-21T08:00:00Z").watchedAt(LATER);

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
    void undecided_clock_is_running_and_unstarted_clock_is_absent() {
        var ticket = TicketScenario.opened("t1", "P2", "z", "2026-07-20T16:00:00Z").watchedAt(LATER);

        assertThat(onThe20th(LATER, ticket)).isEqualTo(Attainment.of(0, 0, 2, 0));
        assertThat(onThe21st(LATER, ticket)).isEqualTo(Attainment.of(0, 2, 0, 0));
        assertThat(report("2026-07-20T00:00:00Z", "2026-07-20T16:00:00Z", LATER, Set.of(), ticket).total().attainment())
                .isEqualTo(Attainment.of(0, 0, 0, 0));
        assertThat(onThe21st("2026-07-20T15:59:59Z", ticket)).isEqualTo(Attainment.of(0, 0, 0, 0));
        assertThat(onThe21st("2026-07-20T17:00:00Z", ticket)).isEqualTo(Attainment.of(0, 0, 2, 0));
    }

    @Test
    void breach_is_not_known_before_its_edge_is_emitted() {
        var ticket = TicketScenario.opened("t1", "P1", "z", "2026-07-20T10:00:00Z").withTimerDelay(Duration.ofMinutes(150))
                .watchedAt(LATER);

        assertThat(onThe20th("2026-07-20T14:29:59Z", ticket)).isEqualTo(Attainment.of(0, 0, 2, 0));
        assertThat(onThe20th("2026-07-20T14:30:00Z", ticket)).isEqualTo(Attainment.of(0, 1, 1, 0));
        assertThat(onThe20th(LATER, ticket)).isEqualTo(Attainment.of(0, 2, 0, 0));
    }

    @Test
    void late_reply_event_does_not_change_an_earlier_report() {
        var ticket = TicketScenario.opened("t1", "P1", "z", "2026-07-20T10:00:00Z").reply("2026-07-20T11:00:00Z")
                .withEventDelay(Duration.ofMinutes(90)).watchedAt(LATER);
        assertThat(onThe20th("2026-07-20T12:29:59Z", ticket)).isEqualTo(Attainment.of(0, 0, 2, 0));
        assertThat(onThe20th("2026-07-20T12:30:00Z", ticket)).isEqualTo(Attainment.of(1, 0, 1, 0));
    }

    @Test
    void ticket_runs_until_its_late_end_event_is_received() {
        var ticket = TicketScenario.opened("t1", "P1", "z", "2026-07-20T10:00:00Z").status("CLOSED", "2026-07-20T11:00:00Z")
                .withEventDelay(Duration.ofMinutes(90)).watchedAt(LATER);

        assertThat(onThe21st("2026-07-20T12:00:00Z", ticket)).isEqualTo(Attainment.of(0, 0, 2, 0));
        assertThat(onThe21st("2026-07-20T12:30:00Z", ticket)).isEqualTo(Attainment.of(0, 0, 0, 0));
        assertThat(ticket.endedSince()).hasValue(Instant.parse("2026-07-20T12:30:00Z"));
    }

    @Test
    void cancelled_target_is_neither_met_nor_missed() {
        var ticket = TicketScenario.opened("t1", "P1", "z", "2026-07-20T10:00:00Z").status("DECLINED", "2026-07-20T15:00:00Z")
                .watchedAt(LATER);
        assertThat(onThe20th(LATER, ticket)).isEqualTo(Attainment.of(0, 0, 0, 2));
        assertThat(onThe20th("2026-07-20T14:30:00Z", ticket)).isEqualTo(Attainment.of(0, 1, 1, 0));
    }

    @Test
    void reopened_late_ticket_is_missed_from_its_reopening() {
        var ticket = TicketScenario.opened("t1", "P1", "z", "2026-07-20T10:00:00Z").reply("2026-07-20T11:00:00Z")
                .status("RESOLVED", "2026-07-20T20:00:00Z").status("REOPENED", "2026-07-21T09:00:00Z").watchedAt(LATER);

        assertThat(onThe20th(LATER, ticket)).isEqualTo(Attainment.of(1, 1, 0, 0));
        assertThat(onThe21st(LATER, ticket)).isEqualTo(Attainment.of(0, 1, 0, 0));
        assertThat(onThe20th("2026-07-21T08:00:00Z", ticket)).isEqualTo(Attainment.of(1, 1, 0, 0));
    }

    @Test
    void group_key_uses_the_values_at_the_decision() {
        var ticket = TicketScenario.opened("t1", "P1", "z", "2026-07-20T10:00:00Z").reply("2026-07-20T11:00:00Z")
                .with("PRIORITY", "P2", Instant.parse("2026-07-20T12:00:00Z"))
                .with("PLAN", "a/1", Instant.parse("2026-07-20T13:00:00Z")).status("RESOLVED", "2026-07-20T14:00:00Z")
                .watchedAt(LATER);
        var other = TicketScenario.opened("t2", "borealis", "P1", "z", Instant.parse("2026-07-20T10:00:00Z"))
                .status("RESOLVED", "2026-07-20T11:00:00Z").watchedAt(Instant.parse(LATER));

        var rows = report("2026-07-20T00:00:00Z", "2026-07-21T00:00:00Z", LATER,
                EnumSet.of(Dimension.PRIORITY, Dimension.PLAN, Dimension.CUSTOMER), other, ticket).rows();

        assertThat(rows).extracting(Report.Row::key).containsExactly(
                Map.of(Dimension.CUSTOMER, "acme", Dimension.PLAN, "a", Dimension.PRIORITY, "P2"),
                Map.of(Dimension.CUSTOMER, "acme", Dimension.PLAN, "z", Dimension.PRIORITY, "P1"),
                Map.of(Dimension.CUSTOMER, "borealis", Dimension.PLAN, "z", Dimension.PRIORITY, "P1"));
        assertThat(rows).extracting(row -> row.attainment().met()).containsExactly(1L, 1L, 2L);
    }

    @Test
    void csv_has_one_line_per_group_and_durations_in_seconds() {
        var by = EnumSet.of(Dimension.CUSTOMER, Dimension.METRIC);
        var ticket = TicketScenario.opened("t1", "x,\"y\"", "P1", "z", Instant.parse("2026-07-20T10:00:00Z"))
                .reply("2026-07-20T11:00:00Z").watchedAt(LATER);

        var rows = report("2026-07-20T00:00:00Z", "2026-07-20T12:00:00Z", "2026-07-20T12:00:00Z", by, ticket).rows();

        assertThat(ReportCsv.write(by, rows).lines()).containsExactly(
                "customer,metric,met,missed,running,cancelled,percentage,consumedP50Seconds,consumedP90Seconds,consumedP95Seconds,"
                        + "marginP50Seconds,marginP90Seconds,marginP95Seconds",
                "\"x,\"\"y\"\"\",FIRST_RESPONSE,1,0,0,0,100.00,3600,3600,3600,10800,10800,10800",
                "\"x,\"\"y\"\"\",RESOLUTION,0,0,1,0,,,,,,,");
    }

    @Test
    void percentiles_are_values_of_the_sample() {
        var sample = new DurationSample();
        assertThat(sample.percentiles()).isEmpty();

        for (int seconds = 20; seconds >= 1; seconds--) sample.add(Duration.ofSeconds(seconds));
        var all = sample.percentiles().orElseThrow();
        assertThat(List.of(all.p50(), all.p90(), all.p95())).extracting(Duration::toSeconds).containsExactly(10L, 18L, 19L);

        sample.add(Duration.ofSeconds(-5));
        assertThat(sample.percentiles().orElseThrow().p50()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void percentage_is_rounded_down() {
        assertThat(Attainment.of(199_999, 1, 5, 5).percentage()).isEqualTo(new BigDecimal("99.99"));
        assertThat(Attainment.of(2, 1, 0, 0).percentage()).isEqualTo(new BigDecimal("66.66"));
        assertThat(Attainment.of(3, 0, 0, 9).percentage()).isEqualTo(new BigDecimal("100.00"));
        assertThat(Attainment.of(0, 0, 1, 1).percentage()).isNull();
    }
}
