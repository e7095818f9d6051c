package io.amparo.sla.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.sla.clock.ClockFixtures;
import io.amparo.sla.customer.ContractTerms;
import io.amparo.sla.customer.ContractTerms.PackageBooking;
import io.amparo.sla.customer.Customer;
import io.amparo.sla.ledger.FactCodec;
import io.amparo.sla.ledger.TermsOverride;
import io.amparo.sla.ledger.TicketFact.Origin;
import io.amparo.sla.ledger.TicketFact.TermsOverridden;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.plan.PlanVersion;
import io.amparo.sla.plan.Policies;
import io.amparo.sla.plan.SlaPlan;
import io.amparo.sla.replay.Replay.Difference;
import io.amparo.sla.report.Attainment;
import io.amparo.sla.report.ClockOutcome.Outcome;
import io.amparo.sla.report.TicketScenario;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static final Instant LATER = Instant.parse("2026-08-01T00:00:00Z");
    /** Opened at 19:00 on a Monday in Sao Paulo, outside office hours. */
    private static final TicketScenario ANSWERED_AT_NIGHT = TicketScenario.opened("t1", "P1", "a", "2026-07-20T22:00:00Z")
            .reply("2026-07-21T03:00:00Z").status("RESOLVED", "2026-07-21T04:00:00Z");
    private static final TicketScenario ANSWERED_AFTER_30_MINUTES = TicketScenario.opened("t2", "P1", "a", "2026-07-20T22:00:00Z")
            .status("RESOLVED", "2026-07-20T22:30:00Z");

    private static SlaPlan plan(String id) {
        return ClockFixtures.policies().plan(id, 1).orElseThrow();
    }

    /** Adds plan "slow": the objectives of plan "a" without its package calendars. */
    private static Policies withoutPackages() {
        var policies = ClockFixtures.policies();
        policies.add(
                new SlaPlan("slow", 1, "Slow", plan("a").objectives(), SlaPlan.Reopening.RESUME, List.of(), null, Instant.EPOCH));
        return policies;
    }

    private static Replay replay(SlaPlan other, TicketScenario... scenarios) {
        var replay = new Replay(TicketScenario.POLICIES, other, _ -> Optional.empty(), LATER);
        for (var scenario : scenarios) replay.add(scenario.ledger());
        return replay;
    }

    @Test
    void target_met_in_office_hours_is_missed_around_the_clock() {
        var replay = replay(plan("z"), ANSWERED_AT_NIGHT, ANSWERED_AFTER_30_MINUTES);

        assertThat(replay.tickets()).isEqualTo(2);
        assertThat(replay.differing()).isEqualTo(1);
        assertThat(replay.differences())
                .containsExactly(new Difference("T-t1", Metric.FIRST_RESPONSE, 1, Outcome.MET, Outcome.MISSED));
        assertThat(replay.byMetric().get(Metric.FIRST_RESPONSE).would()).isEqualTo(Attainment.of(1, 1, 0, 0));
        assertThat(replay.byMetric().get(Metric.RESOLUTION).would()).isEqualTo(Attainment.of(2, 0, 0, 0));
        assertThat(replay.total().then()).isEqualTo(Attainment.of(4, 0, 0, 0));
        assertThat(replay.total().would()).isEqualTo(Attainment.of(3, 1, 0, 0));
    }

    @Test
    void replay_under_the_same_plan_has_no_differences() {
        assertThat(replay(plan("a"), ANSWERED_AT_NIGHT, ANSWERED_AFTER_30_MINUTES).differences()).isEmpty();
    }

    @Test
    void inline_plan_applies_from_the_opening_and_replaces_later_plans() {
        var draft = new SlaPlan("inline", 1, "Draft", plan("full").objectives(), SlaPlan.Reopening.RESUME, List.of(), null,
                LATER);
        var scenario = ANSWERED_AFTER_30_MINUTES.with("PLAN", "z/1", Instant.parse("2026-07-20T22:10:00Z"));

        var replay = replay(draft, scenario);

        assertThat(replay.differences()).containsExactly(new Difference("T-t2", Metric.PERIODIC_UPDATE, 1, null, Outcome.MET));
        assertThat(replay.byMetric().get(Metric.PERIODIC_UPDATE).then()).isEqualTo(Attainment.of(0, 0, 0, 0));
    }

    @Test
    void only_facts_until_as_of_are_replayed() {
        var replay = new Replay(TicketScenario.POLICIES, plan("z"), _ -> Optional.empty(), Instant.parse("2026-07-21T02:30:00Z"));
        replay.add(ANSWERED_AT_NIGHT.ledger());
        assertThat(replay.total().then()).isEqualTo(Attainment.of(0, 0, 2, 0));
        assertThat(replay.total().would()).isEqualTo(Attainment.of(0, 1, 1, 0));
    }

    /**
     * Returns the replayed outcome under plan "a". With the package it counts around the clock, so a response after 5 h misses
     * its 4 h.
     */
    private static Outcome firstResponse(TicketScenario scenario, ContractTerms now) {
        var acme = new Customer("acme", "Acme", now, List.of(), Instant.parse("2026-01-01T00:00:00Z"), null, null);
        var replay = new Replay(withoutPackages(), plan("a"), id -> Optional.of(acme).filter(found -> found.id().equals(id)),
                LATER);
        replay.add(scenario.ledger());
        assertThat(replay.byMetric().get(Metric.FIRST_RESPONSE).then()).isEqualTo(Attainment.of(1, 0, 0, 0));
        return replay.differences().stream().filter(each -> each.metric() == Metric.FIRST_RESPONSE).map(Difference::would)
                .findFirst().orElse(Outcome.MET);
    }

    private static ContractTerms terms(PackageBooking... packages) {
        return new ContractTerms("full", ZoneId.of("America/Sao_Paulo"), List.of(packages), List.of());
    }

    private static PackageBooking packageBooking(String from, String to) {
        return new PackageBooking("incidente-24x7", LocalDate.parse(from), LocalDate.parse(to));
    }

    private static TicketScenario answeredAfterFiveHours(String plan) {
        var opened = "2026-07-20T22:00:00Z";
        var scenario = TicketScenario.opened("t1", "P1", plan, opened);
        return scenario.reply("2026-07-21T03:00:00Z").status("RESOLVED", "2026-07-21T04:00:00Z");
    }

    @Test
    @Tag("R6.3")
    void package_unused_by_the_original_plan_is_taken_from_the_current_contract() {
        var scenario = answeredAfterFiveHours("slow");

        assertThat(firstResponse(scenario, terms(packageBooking("2026-01-01", "2026-12-31")))).isEqualTo(Outcome.MISSED);
        assertThat(firstResponse(scenario, terms())).isEqualTo(Outcome.MET);
        assertThat(firstResponse(scenario, terms(packageBooking("2026-07-21", "2026-12-31")))).as("package starts at midnight")
                .isEqualTo(Outcome.MET);
        assertThat(firstResponse(scenario, terms(packageBooking("2026-01-01", "2026-07-19")))).as("package has expired")
                .isEqualTo(Outcome.MET);
    }

    @Test
    @Tag("R6.3")
    void package_used_by_the_original_plan_is_taken_from_the_ledger() {
        assertThat(firstResponse(answeredAfterFiveHours("a"), terms(packageBooking("2026-01-01", "2026-12-31"))))
                .as("package booked later").isEqualTo(Outcome.MET);

        var moved = answeredAfterFiveHours("a").with("PLAN", "slow/1", Instant.parse("2026-07-20T22:30:00Z"));
        assertThat(firstResponse(moved, terms(packageBooking("2026-01-01", "2026-12-31"))))
                .as("the later plan does not use the package").isEqualTo(Outcome.MISSED);
    }

    @Test
    void terms_override_of_a_ticket_takes_precedence_over_the_contract() {
        var packaged = terms(packageBooking("2026-01-01", "2026-12-31"));
        var scenario = answeredAfterFiveHours("slow").with("AGREED",
                FactCodec.value(new TermsOverridden(new Origin("", Instant.EPOCH),
                        new TermsOverride(new PlanVersion("slow", 1), packaged, terms()))),
                Instant.parse("2026-07-20T22:30:00Z"));

        assertThat(firstResponse(scenario, terms())).isEqualTo(Outcome.MISSED);
    }
}
