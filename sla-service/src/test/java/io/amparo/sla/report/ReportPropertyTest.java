package io.amparo.sla.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.sla.plan.Metric;
import io.amparo.sla.readmodel.WatchedTicket;
import io.amparo.sla.report.Report.Query;
import io.amparo.sla.report.Report.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Properties of reports over random ticket histories, engine delays and event delays. */
class ReportPropertyTest {
    private static final Instant OPENED = Instant.parse("2026-07-20T10:00:00Z");
    private static final int MINUTES = 15_000;

    private record RandomFact(String what, String value, int minutesLater) {}

    @Provide
    Arbitrary<TicketScenario> scenarios() {
        var one = Arbitraries.oneOf(
                randomFact("STATUS", "OPEN", "IN_PROGRESS", "WAITING_CUSTOMER", "RESOLVED", "REOPENED", "CLOSED", "DECLINED"),
                randomFact("PRIORITY", "P1", "P2", "P3"), randomFact("REPLIED", "fabio"), randomFact("ASKED", "bruno"),
                randomFact("PLAN", "a/1", "z/1", "full/1", "anew/1"), randomFact("BUG", "", "OPM-1"),
                randomFact("SUPPORT", "", "2026-07-23T03:00:00Z"));
        return Combinators
                .combine(one.list().ofMinSize(1).ofMaxSize(10), Arbitraries.integers().between(0, 600),
                        Arbitraries.of("acme", "borealis"), Arbitraries.of("full", "anew", "z"), Arbitraries.of(0, 0, 1, 300))
                .as((facts, lag, customer, plan, late) -> {
                    var scenario = TicketScenario.opened("t1", customer, "P1", plan, OPENED)
                            .withTimerDelay(Duration.ofMinutes(lag)).withEventDelay(Duration.ofMinutes(late));
                    var at = OPENED;
                    for (var fact : facts) {
                        at = at.plus(Duration.ofMinutes(fact.minutesLater));
                        scenario = scenario.with(fact.what, fact.value, at);
                    }
                    return scenario;
                });
    }

    private static Arbitrary<RandomFact> randomFact(String what, String... values) {
        return Combinators.combine(Arbitraries.of(values), Arbitraries.integers().between(0, 1500))
                .as((value, minutes) -> new RandomFact(what, value, minutes));
    }

    private static Instant minute(int after) {
        return OPENED.plus(Duration.ofMinutes(after));
    }

    private static Report report(int from, int to, Instant asOf, List<WatchedTicket> tickets) {
        var report = new Report(new Query(new Period(minute(from).atOffset(ZoneOffset.UTC), minute(to).atOffset(ZoneOffset.UTC)),
                asOf, EnumSet.allOf(Dimension.class), EnumSet.allOf(Metric.class)), TicketScenario.POLICIES, Integer.MAX_VALUE);
        tickets.forEach(report::add);
        return report;
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void report_as_of_an_instant_never_changes_later(
            @ForAll @Size(min = 1, max = 3) List<@From("scenarios") TicketScenario> scenarios,
            @ForAll @IntRange(max = MINUTES) int from, @ForAll @IntRange(min = 1, max = MINUTES) int length,
            @ForAll @IntRange(min = -1, max = MINUTES) int asked) {
        var asOf = minute(asked);
        var then = report(from, from + length, asOf,
                scenarios.stream().filter(_ -> asked >= 0).map(scenario -> scenario.watchedAt(asOf)).toList());
        var later = report(from, from + length, asOf,
                scenarios.stream().map(scenario -> scenario.watchedAt(minute(9 * MINUTES))).toList());

        assertThat(later.rows()).isEqualTo(then.rows());
        assertThat(later.total()).isEqualTo(then.total());
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void ticket_outside_the_query_of_a_report_does_not_count(@ForAll("scenarios") TicketScenario scenario,
            @ForAll @IntRange(max = MINUTES) int from, @ForAll @IntRange(min = 1, max = MINUTES) int length,
            @ForAll @IntRange(max = 9 * MINUTES) int asked) {
        var ticket = scenario.watchedAt(minute(9 * MINUTES));
        var first = ticket.endedSince().filter(over -> over.isBefore(minute(Math.min(from, asked))));
        if (first.isEmpty() && OPENED.isBefore(minute(from + length))) return;

        var total = report(from, from + length, minute(asked), List.of(ticket)).total().attainment();

        assertThat(total).isEqualTo(Attainment.of(0, 0, 0, 0));
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void adjoining_periods_add_up(@ForAll @Size(min = 1, max = 3) List<@From("scenarios") TicketScenario> scenarios,
            @ForAll @IntRange(max = MINUTES) int from, @ForAll @IntRange(min = 1, max = MINUTES) int one,
            @ForAll @IntRange(min = 1, max = MINUTES) int other) {
        var end = minute(9 * MINUTES);
        var tickets = scenarios.stream().map(scenario -> scenario.watchedAt(end)).toList();
        var parts = new ArrayList<>(report(from, from + one, end, tickets).rows());
        parts.addAll(report(from + one, from + one + other, end, tickets).rows());

        for (var row : report(from, from + one + other, end, tickets).rows()) {
            var same = parts.stream().filter(part -> part.key().equals(row.key())).map(Row::attainment).toList();
            assertThat(same.stream().mapToLong(Attainment::met).sum()).isEqualTo(row.attainment().met());
            assertThat(same.stream().mapToLong(Attainment::missed).sum()).isEqualTo(row.attainment().missed());
            assertThat(same.stream().mapToLong(Attainment::cancelled).sum()).isEqualTo(row.attainment().cancelled());
        }
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void every_started_clock_is_counted_once_in_the_whole_period(@ForAll("scenarios") TicketScenario scenario) {
        var end = minute(9 * MINUTES);
        var whole = scenario.watchedAt(end);
        var clockOutcomes = ClockOutcome.of(whole.ledger(), TicketScenario.POLICIES, end).orElseThrow();

        var counted = report(0, 9 * MINUTES, end, List.of(whole)).total().attainment();

        assertThat(counted).isEqualTo(Attainment.of(clockOutcomes.stream().map(ClockOutcome::outcome).toList()));
    }
}
