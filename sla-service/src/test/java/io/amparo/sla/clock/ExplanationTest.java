package io.amparo.sla.clock;

import static io.amparo.sla.clock.ClockFixtures.aTicket;
import static io.amparo.sla.clock.ClockFixtures.at;
import static io.amparo.sla.clock.ClockFixtures.policies;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.sla.clock.Explanation.ExplanationReason;
import io.amparo.sla.ledger.Facts;
import io.amparo.sla.ledger.Ledger;
import io.amparo.sla.ledger.TicketFactMapper;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.plan.PlanVersion;
import io.amparo.sla.plan.SlaPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Explanations of due instants. */
class ExplanationTest {

    private static List<String> lines(SlaClock clock, Ledger ledger, String now) {
        return Explanation.of(clock, ledger, at(now)).lines().stream().map(
                line -> line.type() + " " + line.from() + " " + line.counted() + (line.name() == null ? "" : " " + line.name()))
                .toList();
    }

    @Test
    void holiday_is_one_of_the_steps_vector_2() {
        var ticket = aTicket("INCIDENT", "a", "2026-11-19T17:00-03:00");
        assertThat(lines(ticket.clock(Metric.FIRST_RESPONSE), ticket.ledger(), "2026-11-19T17:00-03:00")).containsExactly(
                "WINDOW 2026-11-19T20:00:00Z PT1H", "CLOSED 2026-11-19T21:00:00Z PT0S", "HOLIDAY 2026-11-20T03:00:00Z PT0S",
                "CLOSED 2026-11-21T03:00:00Z PT0S", "WINDOW 2026-11-23T11:00:00Z PT3H");
    }

    @Test
    void pause_names_its_author_and_priority_change_has_no_duration_vector_13() {
        var ticket = aTicket("2026-07-22T10:00-03:00").priority("P2", "2026-07-22T10:00-03:00")
                .status("WAITING_CUSTOMER", "2026-07-22T11:00-03:00").status("IN_PROGRESS", "2026-07-22T13:00-03:00")
                .priority("P1", "2026-07-22T14:00-03:00");
        var clock = ticket.clock(Metric.FIRST_RESPONSE);

        assertThat(lines(clock, ticket.ledger(), "2026-07-22T14:00-03:00")).containsExactly("WINDOW 2026-07-22T13:00:00Z PT1H",
                "PAUSED 2026-07-22T14:00:00Z PT0S WAITING_CUSTOMER", "WINDOW 2026-07-22T16:00:00Z PT1H",
                "PRIORITY 2026-07-22T17:00:00Z PT0S P1", "WINDOW 2026-07-22T17:00:00Z PT2H");
        assertThat(Explanation.of(clock, ticket.ledger(), at("2026-07-22T14:00-03:00")).lines().get(1).by())
                .isEqualTo("user-FABIO");
    }

    @Test
    void open_ended_pause_is_explained_up_to_now() {
        var ticket = aTicket("2026-07-22T10:00Z").status("WAITING_CUSTOMER", "2026-07-22T11:00Z");
        var lines = Explanation.of(ticket.clock(Metric.RESOLUTION), ticket.ledger(), at("2026-07-22T15:00Z")).lines();
        assertThat(lines.getLast().type()).isEqualTo(ExplanationReason.PAUSED);
        assertThat(lines.getLast().to()).isEqualTo(at("2026-07-22T15:00Z"));
    }

    @Test
    void plan_switch_and_end_of_a_package_are_named() {
        var ticket = aTicket("INCIDENT", "a", "2026-07-20T16:00-03:00")
                .with("COVER", "incidente-24x7 2026-01-01T03:00:00Z 2026-07-20T20:00:00Z", "2026-07-20T16:00-03:00")
                .with("PLAN", "z/1", "2026-07-20T19:00-03:00");
        assertThat(lines(ticket.clock(Metric.RESOLUTION), ticket.ledger(), "2026-07-20T20:00-03:00"))
                .contains("TERMS 2026-07-20T20:00:00Z PT0S COVER", "TERMS 2026-07-20T22:00:00Z PT0S PLAN");
    }

    @Test
    void what_exceeds_the_limit_of_steps_is_named() {
        var policies = policies();
        policies.add(ClockFixtures.plan("years", List.of(ClockFixtures.objective("P1", Metric.RESOLUTION, 40_000, "a")),
                SlaPlan.Reopening.RESUME, List.of()));
        var ledger = aTicket("INCIDENT", "years", "2026-07-20T10:00-03:00").ledger();
        var clock = ClockTracker.clocksOf(ledger, policies).orElseThrow().getFirst();

        var explained = Explanation.of(clock, ledger, at("2026-07-20T10:00-03:00"));

        assertThat(explained.lines()).hasSize(2_000);
        var omitted = explained.omitted();
        assertThat(omitted.from()).isEqualTo(explained.lines().getLast().to());
        assertThat(omitted.to()).isEqualTo(clock.dueAt());
        assertThat(explained.counted().plus(omitted.counted())).isEqualTo(Duration.ofHours(40_000));
    }

    private record StatusStep(String status, int minutesLater) {}

    @Provide
    Arbitrary<List<StatusStep>> turns() {
        return Combinators
                .combine(Arbitraries.of("IN_PROGRESS", "WAITING_CUSTOMER", "RESOLVED"), Arbitraries.integers().between(1, 3000))
                .as(StatusStep::new).list().ofMaxSize(8);
    }

    @Property
    void counted_periods_add_up_to_the_budget_without_a_gap(@ForAll("turns") List<StatusStep> turns,
            @ForAll("plans") String plan) {
        var opened = Instant.parse("2026-07-17T17:23:45.678Z");
        var ledger = TicketFactMapper.newLedger("t1", "T-1", "acme", "s", "INCIDENT", "P1", opened)
                .with(TicketFactMapper.planFact(new PlanVersion(plan, 1), opened));
        var now = opened;
        for (var turn : turns) {
            now = now.plus(Duration.ofMinutes(turn.minutesLater));
            ledger = ledger.with(Facts.fact("#" + ledger.facts().size(), now, "STATUS", turn.status));
        }

        for (var clock : ClockTracker.clocksOf(ledger, policies()).orElseThrow()) {
            var explained = Explanation.of(clock, ledger, now);
            assertThat(explained.omitted()).isNull();
            var due = clock.dueAt();
            if (due != null)
                assertThat(explained.counted()).isEqualTo(clock.budget(due));
            else
                assertThat(explained.counted()).isEqualTo(clock.consumed(now));
            for (int i = 1; i < explained.lines().size(); i++)
                assertThat(explained.lines().get(i).from()).isEqualTo(explained.lines().get(i - 1).to());
        }
    }

    @Provide
    Arbitrary<String> plans() {
        return Arbitraries.of("a", "z", "full", "anew");
    }
}
