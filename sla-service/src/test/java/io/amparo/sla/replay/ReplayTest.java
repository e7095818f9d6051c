package io.amparo.sla.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.sla.clock.Agreed;
import io.amparo.sla.clock.ClockFixtures;
import io.amparo.sla.clock.Fact.What;
import io.amparo.sla.customer.Agreement;
import io.amparo.sla.customer.Agreement.Booked;
import io.amparo.sla.customer.Customer;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.plan.Policies;
import io.amparo.sla.plan.SlaPlan;
import io.amparo.sla.replay.Replay.Difference;
import io.amparo.sla.report.Attainment;
import io.amparo.sla.report.Life;
import io.amparo.sla.report.Verdict.Outcome;
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
    private static final Life ANSWERED_AT_NIGHT = Life.opened("t1", "P1", "a", "2026-07-20T22:00:00Z")
            .reply("2026-07-21T03:00:00Z").status("RESOLVED", "2026-07-21T04:00:00Z");
    private static final Life ANSWERED_AT_ONCE = Life.opened("t2", "P1", "a", "2026-07-20T22:00:00Z").status("RESOLVED",
            "2026-07-20T22:30:00Z");

    private static SlaPlan plan(String id) {
        return ClockFixtures.policies().plan(id, 1).orElseThrow();
    }

    /** Adds plan "slow": the objectives of plan "a" without its package calendars. */
    private static Policies withoutPackages() {
        var book = ClockFixtures.policies();
        book.add(
                new SlaPlan("slow", 1, "Slow", plan("a").objectives(), SlaPlan.Reopening.RESUME, List.of(), null, Instant.EPOCH));
        return book;
    }

    private static Replay replay(SlaPlan other, Life... lives) {
        var replay = new Replay(Life.POLICIES, other, _ -> Optional.empty(), LATER);
        for (var life : lives) replay.add(life.ledger());
        return replay;
    }

    @Test
    void what_was_kept_in_office_hours_would_have_been_missed_around_the_clock() {
        var replay = replay(plan("z"), ANSWERED_AT_NIGHT, ANSWERED_AT_ONCE);
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
    void under_the_plan_that_it_had_a_ticket_does_not_differ() {
        assertThat(replay(plan("a"), ANSWERED_AT_NIGHT, ANSWERED_AT_ONCE).differences()).isEmpty();
    }

    @Test
    void a_plan_that_nobody_published_promises_from_the_opening_on_and_whatever_was_promised_later_is_forgotten() {
        var draft = new SlaPlan("inline", 1, "Draft", plan("full").objectives(), SlaPlan.Reopening.RESUME, List.of(), null,
                LATER);
        var life = ANSWERED_AT_ONCE.with(What.PLAN, "z/1", Instant.parse("2026-07-20T22:10:00Z"));
        var replay = replay(draft, life);
        assertThat(replay.differences()).containsExactly(new Difference("T-t2", Metric.PERIODIC_UPDATE, 1, null, Outcome.MET));
        assertThat(replay.byMetric().get(Metric.PERIODIC_UPDATE).then()).isEqualTo(Attainment.of(0, 0, 0, 0));
    }

    @Test
    void only_what_had_happened_by_then_is_replayed() {
        var replay = new Replay(Life.POLICIES, plan("z"), _ -> Optional.empty(), Instant.parse("2026-07-21T02:30:00Z"));
        replay.add(ANSWERED_AT_NIGHT.ledger());
        assertThat(replay.total().then()).isEqualTo(Attainment.of(0, 0, 2, 0));
        assertThat(replay.total().would()).isEqualTo(Attainment.of(0, 1, 1, 0));
    }

    /**
     * Returns the replayed outcome under plan "a". With the package it counts around the clock, so a response after 5 h misses
     * its 4 h.
     */
    private static Outcome firstResponse(Life life, Agreement now) {
        var acme = new Customer("acme", "Acme", now, List.of(), Instant.parse("2026-01-01T00:00:00Z"), null, null);
        var replay = new Replay(withoutPackages(), plan("a"), id -> Optional.of(acme).filter(found -> found.id().equals(id)),
                LATER);
        replay.add(life.ledger());
        assertThat(replay.byMetric().get(Metric.FIRST_RESPONSE).then()).isEqualTo(Attainment.of(1, 0, 0, 0));
        return replay.differences().stream().filter(each -> each.metric() == Metric.FIRST_RESPONSE).map(Difference::would)
                .findFirst().orElse(Outcome.MET);
    }

    private static Agreement agreed(Booked... packages) {
        return new Agreement("full", ZoneId.of("America/Sao_Paulo"), List.of(packages), List.of());
    }

    private static Booked incidente(String from, String to) {
        return new Booked("incidente-24x7", LocalDate.parse(from), LocalDate.parse(to));
    }

    private static Life answeredAfterFiveHours(String plan) {
        var opened = "2026-07-20T22:00:00Z";
        var ledger = Life.opened("t1", "P1", plan, opened);
        return ledger.reply("2026-07-21T03:00:00Z").status("RESOLVED", "2026-07-21T04:00:00Z");
    }

    @Test
    @Tag("R6.3")
    void a_package_that_the_plan_of_a_ticket_did_not_ask_for_moves_the_calendar_of_one_that_does() {
        var life = answeredAfterFiveHours("slow");
        assertThat(firstResponse(life, agreed(incidente("2026-01-01", "2026-12-31")))).isEqualTo(Outcome.MISSED);
        assertThat(firstResponse(life, agreed())).isEqualTo(Outcome.MET);
        assertThat(firstResponse(life, agreed(incidente("2026-07-21", "2026-12-31")))).as("package starts at midnight")
                .isEqualTo(Outcome.MET);
        assertThat(firstResponse(life, agreed(incidente("2026-01-01", "2026-07-19")))).as("package has expired")
                .isEqualTo(Outcome.MET);
    }

    @Test
    @Tag("R6.3")
    void a_package_that_the_plan_of_a_ticket_asked_for_is_as_it_was_then() {
        assertThat(firstResponse(answeredAfterFiveHours("a"), agreed(incidente("2026-01-01", "2026-12-31"))))
                .as("package booked later").isEqualTo(Outcome.MET);
        var moved = answeredAfterFiveHours("a").with(What.PLAN, "slow/1", Instant.parse("2026-07-20T22:30:00Z"));
        assertThat(firstResponse(moved, agreed(incidente("2026-01-01", "2026-12-31"))))
                .as("the later plan does not use the package").isEqualTo(Outcome.MISSED);
    }

    @Test
    void what_was_agreed_for_a_ticket_in_place_of_the_contract_counts_for_it() {
        var packaged = agreed(incidente("2026-01-01", "2026-12-31"));
        var life = answeredAfterFiveHours("slow").with(What.AGREED, new Agreed("slow/1", packaged, agreed()).text(),
                Instant.parse("2026-07-20T22:30:00Z"));
        assertThat(firstResponse(life, agreed())).isEqualTo(Outcome.MISSED);
    }
}
