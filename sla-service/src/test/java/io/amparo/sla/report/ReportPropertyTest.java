package io.amparo.sla.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.sla.board.WatchedTicket;
import io.amparo.sla.clock.Fact.What;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.report.Report.Question;
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

    private record Happening(What what, String value, int minutesLater) {}

    @Provide
    Arbitrary<Life> lives() {
        var one = Arbitraries.oneOf(
                happening(What.STATUS, "OPEN", "IN_PROGRESS", "WAITING_CUSTOMER", "RESOLVED", "REOPENED", "CLOSED", "DECLINED"),
                happening(What.PRIORITY, "P1", "P2", "P3"), happening(What.REPLIED, "fabio"), happening(What.ASKED, "bruno"),
                happening(What.PLAN, "a/1", "z/1", "full/1", "anew/1"), happening(What.BUG, "", "OPM-1"),
                happening(What.SUPPORT, "", "2026-07-23T03:00:00Z"));
        return Combinators
                .combine(one.list().ofMinSize(1).ofMaxSize(10), Arbitraries.integers().between(0, 600),
                        Arbitraries.of("acme", "borealis"), Arbitraries.of("full", "anew", "z"), Arbitraries.of(0, 0, 1, 300))
                .as((happenings, lag, customer, plan, late) -> {
                    var life = Life.opened("t1", customer, "P1", plan, OPENED).lagging(Duration.ofMinutes(lag))
                            .heardAfter(Duration.ofMinutes(late));
                    var at = OPENED;
                    for (var happening : happenings) {
                        at = at.plus(Duration.ofMinutes(happening.minutesLater));
                        life = life.with(happening.what, happening.value, at);
                    }
                    return life;
                });
    }

    private static Arbitrary<Happening> happening(What what, String... values) {
        return Combinators.combine(Arbitraries.of(values), Arbitraries.integers().between(0, 1500))
                .as((value, minutes) -> new Happening(what, value, minutes));
    }

    private static Instant minute(int after) {
        return OPENED.plus(Duration.ofMinutes(after));
    }

    private static Report report(int from, int to, Instant asOf, List<WatchedTicket> tickets) {
        var report = new Report(
                new Question(new Period(minute(from).atOffset(ZoneOffset.UTC), minute(to).atOffset(ZoneOffset.UTC)), asOf,
                        EnumSet.allOf(Dimension.class), EnumSet.allOf(Metric.class)),
                Life.POLICIES);
        tickets.forEach(report::add);
        return report;
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void what_was_answered_once_is_answered_again_whatever_has_happened_since(
            @ForAll @Size(min = 1, max = 3) List<@From("lives") Life> lives, @ForAll @IntRange(max = MINUTES) int from,
            @ForAll @IntRange(min = 1, max = MINUTES) int lasting, @ForAll @IntRange(min = -1, max = MINUTES) int asked) {
        var asOf = minute(asked);
        var then = report(from, from + lasting, asOf,
                lives.stream().filter(_ -> asked >= 0).map(life -> life.watched(asOf)).toList());
        var later = report(from, from + lasting, asOf, lives.stream().map(life -> life.watched(minute(9 * MINUTES))).toList());
        assertThat(later.rows()).isEqualTo(then.rows());
        assertThat(later.total()).isEqualTo(then.total());
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void a_ticket_that_a_report_does_not_read_would_not_have_counted(@ForAll("lives") Life life,
            @ForAll @IntRange(max = MINUTES) int from, @ForAll @IntRange(min = 1, max = MINUTES) int lasting,
            @ForAll @IntRange(max = 9 * MINUTES) int asked) {
        var ticket = life.watched(minute(9 * MINUTES));
        var first = ticket.overSince().filter(over -> over.isBefore(minute(Math.min(from, asked))));
        if (first.isEmpty() && OPENED.isBefore(minute(from + lasting))) return;
        var total = report(from, from + lasting, minute(asked), List.of(ticket)).total().attainment();
        assertThat(total).isEqualTo(Attainment.of(0, 0, 0, 0));
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void adjoining_periods_add_up(@ForAll @Size(min = 1, max = 3) List<@From("lives") Life> lives,
            @ForAll @IntRange(max = MINUTES) int from, @ForAll @IntRange(min = 1, max = MINUTES) int one,
            @ForAll @IntRange(min = 1, max = MINUTES) int other) {
        var end = minute(9 * MINUTES);
        var tickets = lives.stream().map(life -> life.watched(end)).toList();
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
    void in_the_end_each_clock_that_began_has_one_verdict_and_only_the_endless_run(@ForAll("lives") Life life) {
        var end = minute(9 * MINUTES);
        var whole = life.watched(end);
        var verdicts = Verdict.of(whole.ledger(), Life.POLICIES, end).orElseThrow();
        var counted = report(0, 9 * MINUTES, end, List.of(whole)).total().attainment();
        assertThat(counted).isEqualTo(Attainment.of(verdicts.stream().map(Verdict::outcome).toList()));
    }
}
