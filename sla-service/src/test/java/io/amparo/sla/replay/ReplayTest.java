package io.amparo.sla.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.sla.clock.ClockFixtures;
import io.amparo.sla.clock.Fact.What;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.plan.SlaPlan;
import io.amparo.sla.replay.Replay.Difference;
import io.amparo.sla.report.Attainment;
import io.amparo.sla.report.Life;
import io.amparo.sla.report.Verdict.Outcome;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static final Instant LATER = Instant.parse("2026-08-01T00:00:00Z");
    /** Monday, 20:00 in Sao Paulo: after hours. */
    private static final Life ANSWERED_AT_NIGHT = Life.opened("t1", "P1", "a", "2026-07-20T22:00:00Z")
            .reply("2026-07-21T03:00:00Z").status("RESOLVED", "2026-07-21T04:00:00Z");
    private static final Life ANSWERED_AT_ONCE = Life.opened("t2", "P1", "a", "2026-07-20T22:00:00Z")
            .status("RESOLVED", "2026-07-20T22:30:00Z");

    private static SlaPlan plan(String id) {
        return ClockFixtures.policies().plan(id, 1).orElseThrow();
    }

    private static Replay replay(SlaPlan other, Life... lives) {
        var replay = new Replay(Life.POLICIES, other, LATER);
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
        assertThat(replay.differences())
                .containsExactly(new Difference("T-t2", Metric.PERIODIC_UPDATE, 1, null, Outcome.MET));
        assertThat(replay.byMetric().get(Metric.PERIODIC_UPDATE).then()).isEqualTo(Attainment.of(0, 0, 0, 0));
    }

    @Test
    void only_what_had_happened_by_then_is_replayed() {
        var replay = new Replay(Life.POLICIES, plan("z"), Instant.parse("2026-07-21T02:30:00Z"));
        replay.add(ANSWERED_AT_NIGHT.ledger());
        assertThat(replay.total().then()).isEqualTo(Attainment.of(0, 0, 2, 0));
        assertThat(replay.total().would()).isEqualTo(Attainment.of(0, 1, 1, 0));
    }
}
