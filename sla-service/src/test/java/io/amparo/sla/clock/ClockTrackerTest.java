package io.amparo.sla.clock;

import static io.amparo.sla.clock.ClockFixtures.aTicket;
import static io.amparo.sla.clock.ClockFixtures.at;
import static io.amparo.sla.clock.ClockFixtures.policies;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.sla.ledger.Facts;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.plan.PlanVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClockTrackerTest {

    @Test
    void ticket_has_a_clock_per_objective_with_its_due_instant() {
        var ticket = aTicket("2026-07-20T10:00Z");

        assertThat(ticket.clock(Metric.FIRST_RESPONSE).dueAt()).isEqualTo(at("2026-07-20T14:00Z"));
        assertThat(ticket.clock(Metric.RESOLUTION).dueAt()).isEqualTo(at("2026-07-20T18:00Z"));
        assertThat(ticket.edges()).containsExactly("TICKET/1/assigned 2026-07-20T10:00:00Z",
                "FIRST_RESPONSE/1/warned-50 2026-07-20T12:00:00Z", "FIRST_RESPONSE/1/warned-75 2026-07-20T13:00:00Z",
                "FIRST_RESPONSE/1/warned-90 2026-07-20T13:36:00Z", "RESOLUTION/1/warned-50 2026-07-20T14:00:00Z",
                "FIRST_RESPONSE/1/breached 2026-07-20T14:00:00Z", "RESOLUTION/1/warned-75 2026-07-20T16:00:00Z",
                "RESOLUTION/1/warned-90 2026-07-20T17:12:00Z", "RESOLUTION/1/breached 2026-07-20T18:00:00Z");
    }

    @Test
    @Tag("R9.O2")
    void pause_moves_the_due_instant_by_its_open_time_vector_12() {
        var ticket = aTicket("2026-07-20T09:00-03:00").with("PLAN", "a/1", "2026-07-20T09:00-03:00").status("WAITING_CUSTOMER",
                "2026-07-20T11:00-03:00");
        var paused = ticket.clock(Metric.RESOLUTION);

        assertThat(paused.dueAt()).isNull();
        assertThat(paused.state(at("2026-07-20T12:00-03:00"))).isEqualTo(ClockState.PAUSED);
        assertThat(paused.pausedStatus(at("2026-07-20T12:00-03:00"))).isEqualTo("WAITING_CUSTOMER");
        assertThat(paused.dueIfResumedAt(at("2026-07-21T10:00-03:00"))).isEqualTo(at("2026-07-21T16:00-03:00"));

        var resumed = ticket.status("IN_PROGRESS", "2026-07-21T10:00-03:00").clock(Metric.RESOLUTION);
        assertThat(resumed.dueAt()).isEqualTo(at("2026-07-21T16:00-03:00"));
    }

    @Test
    @Tag("R10.2")
    void end_of_support_moves_no_due_instant_of_a_pause_that_would_outlast_it() {
        var paused = aTicket("INCIDENT", "full", "2026-07-20T10:00Z").with("SUPPORT", "2026-07-21T03:00:00Z", "2026-07-20T10:00Z")
                .status("WAITING_CUSTOMER", "2026-07-20T12:00Z");
        var supported = paused.with("SUPPORT", "", "2026-07-20T15:00Z");

        assertThat(supported.clock(Metric.RESOLUTION).dueAt()).as("after the pause of one day")
                .isEqualTo(at("2026-07-21T18:00Z"));
        assertThat(paused.clock(Metric.RESOLUTION).dueAt()).isEqualTo(at("2026-07-21T18:00Z"));
        assertThat(paused.clock(Metric.RESOLUTION).endedAt()).isEqualTo(at("2026-07-21T03:00Z"));
        assertThat(paused.clock(Metric.RESOLUTION).consumed(at("2026-07-25T00:00Z"))).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void pauses_survive_a_priority_change_vector_13() {
        var ticket = aTicket("2026-07-22T10:00-03:00").priority("P2", "2026-07-22T10:00-03:00")
                .status("WAITING_CUSTOMER", "2026-07-22T11:00-03:00").status("IN_PROGRESS", "2026-07-22T13:00-03:00")
                .priority("P1", "2026-07-22T14:00-03:00");

        assertThat(ticket.clock(Metric.FIRST_RESPONSE).dueAt()).isEqualTo(at("2026-07-22T16:00-03:00"));
        assertThat(ticket.edges()).contains(
                "FIRST_RESPONSE/1/rescheduled-" + at("2026-07-22T14:00-03:00").toEpochMilli() + " 2026-07-22T17:00:00Z");
    }

    @Test
    void budget_cut_below_the_consumed_time_falls_due_at_the_cut() {
        var ticket = aTicket("2026-07-20T00:00Z").priority("P2", "2026-07-20T00:00Z").priority("P1", "2026-07-20T10:00Z");
        assertThat(ticket.clock(Metric.RESOLUTION).dueAt()).isEqualTo(at("2026-07-20T10:00Z"));
        assertThat(ticket.edges()).contains("RESOLUTION/1/breached 2026-07-20T10:00:00Z");
    }

    @Test
    void breach_before_a_larger_budget_is_withdrawn_until_the_budget_is_used_up() {
        var ticket = aTicket("2026-07-20T00:00Z").priority("P2", "2026-07-20T09:00Z");
        assertThat(ticket.clock(Metric.RESOLUTION).dueAt()).isEqualTo(at("2026-07-20T16:00Z"));
        assertThat(ticket.edges()).filteredOn(edge -> edge.contains("RESOLUTION/1/breached")).containsExactly(
                "RESOLUTION/1/breached 2026-07-20T08:00:00Z", "RESOLUTION/1/breached/withdrawn 2026-07-20T09:00:00Z",
                "RESOLUTION/1/breached 2026-07-20T16:00:00Z");
        var clock = ticket.clock(Metric.RESOLUTION);
        assertThat(clock.state(at("2026-07-20T08:30Z"))).isEqualTo(ClockState.BREACHED);
        assertThat(clock.state(at("2026-07-20T09:00Z"))).isEqualTo(ClockState.AT_RISK);
    }

    @Test
    void budget_that_is_cut_during_a_pause_falls_due_when_the_clock_resumes() {
        var ticket = aTicket("2026-07-20T00:00Z").priority("P2", "2026-07-20T00:00Z")
                .status("WAITING_CUSTOMER", "2026-07-20T10:00Z").priority("P1", "2026-07-20T11:00Z");
        assertThat(ticket.clock(Metric.RESOLUTION).state(at("2026-07-20T12:00Z"))).isEqualTo(ClockState.PAUSED);

        var resumed = ticket.status("IN_PROGRESS", "2026-07-20T13:00Z");
        assertThat(resumed.clock(Metric.RESOLUTION).dueAt()).isEqualTo(at("2026-07-20T13:00Z"));
        assertThat(resumed.clock(Metric.RESOLUTION).state(at("2026-07-20T13:00Z"))).isEqualTo(ClockState.BREACHED);
    }

    @Test
    void first_public_reply_at_the_due_instant_meets_first_response() {
        var ticket = aTicket("2026-07-20T10:00Z").reply("2026-07-20T14:00Z").reply("2026-07-20T17:00Z");
        var clock = ticket.clock(Metric.FIRST_RESPONSE);

        assertThat(clock.state(at("2026-07-21T00:00Z"))).isEqualTo(ClockState.MET);
        assertThat(clock.consumed(at("2026-07-21T00:00Z"))).isEqualTo(Duration.ofHours(4));
        assertThat(ticket.edges()).contains("FIRST_RESPONSE/1/met 2026-07-20T14:00:00Z")
                .doesNotContain("FIRST_RESPONSE/1/breached 2026-07-20T14:00:00Z");

        assertThat(aTicket("2026-07-20T10:00Z").reply("2026-07-20T14:01Z").clock(Metric.FIRST_RESPONSE)
                .state(at("2026-07-21T00:00Z"))).isEqualTo(ClockState.MISSED);
    }

    @Test
    void reopened_ticket_resumes_its_consumed_time_in_a_new_cycle() {
        var ticket = aTicket("2026-07-20T10:00Z").status("RESOLVED", "2026-07-20T15:00Z").status("IN_PROGRESS",
                "2026-07-22T10:00Z");

        assertThat(ticket.clocks()).filteredOn(clock -> clock.metric() == Metric.RESOLUTION).extracting(SlaClock::cycle)
                .containsExactly(1, 2);
        assertThat(ticket.clocks()).filteredOn(clock -> clock.metric() == Metric.FIRST_RESPONSE).hasSize(1);

        var secondRun = ticket.clock(Metric.RESOLUTION);
        assertThat(secondRun.dueAt()).isEqualTo(at("2026-07-22T13:00Z"));
        // The first cycle reached 50 %, so the second does not emit it again.
        assertThat(ticket.edges()).filteredOn(edge -> edge.startsWith("RESOLUTION/2")).containsExactly(
                "RESOLUTION/2/warned-75 2026-07-22T11:00:00Z", "RESOLUTION/2/warned-90 2026-07-22T12:12:00Z",
                "RESOLUTION/2/breached 2026-07-22T13:00:00Z");
        assertThat(ticket.edges()).contains("RESOLUTION/1/met 2026-07-20T15:00:00Z",
                "TICKET/1/started-1784714400000 2026-07-22T10:00:00Z");
    }

    @Test
    void declined_ticket_cancels_its_clocks() {
        var ticket = aTicket("2026-07-20T10:00Z").status("DECLINED", "2026-07-20T11:00Z");
        assertThat(ticket.clock(Metric.RESOLUTION).state(at("2026-07-21T10:00Z"))).isEqualTo(ClockState.CANCELLED);
        assertThat(ticket.edges()).containsExactly("TICKET/1/assigned 2026-07-20T10:00:00Z",
                "FIRST_RESPONSE/1/cancelled 2026-07-20T11:00:00Z", "RESOLUTION/1/cancelled 2026-07-20T11:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SERVICE_REQUEST", "CONSULTANCY"})
    @Tag("R5.6")
    void service_request_and_consultancy_have_no_clock(String kind) {
        var ledger = aTicket(kind, "z", "2026-07-20T10:00Z").ledger();
        assertThat(ClockTracker.clocksOf(ledger, policies())).contains(List.of());
    }

    @Test
    void two_due_date_changes_at_one_instant_are_two_edges() {
        var ticket = aTicket("2026-07-20T10:00Z").priority("P2", "2026-07-20T11:00Z").priority("P1", "2026-07-20T11:00Z");
        var at = at("2026-07-20T11:00Z").toEpochMilli();
        assertThat(ticket.edges()).contains("RESOLUTION/1/rescheduled-" + at + " 2026-07-20T11:00:00Z",
                "RESOLUTION/1/rescheduled-" + at + "-1 2026-07-20T11:00:00Z");
    }

    @Test
    void ledger_can_be_computed_under_another_plan() {
        var ticket = aTicket("INCIDENT", "a", "2026-07-20T16:00-03:00").with("PLAN", "full/1", "2026-07-20T17:00-03:00")
                .status("RESOLVED", "2026-07-21T10:00-03:00");

        var before = ticket.clock(Metric.RESOLUTION);
        var after = ClockTracker.clocksOf(ticket.ledger().withPlan(new PlanVersion("a", 1)), policies()).orElseThrow().stream()
                .filter(clock -> clock.metric() == Metric.RESOLUTION).findFirst().orElseThrow();

        assertThat(before.isLate()).isTrue();
        assertThat(after.isLate()).isFalse();
        assertThat(after.dueAt()).isEqualTo(at("2026-07-21T14:00-03:00"));
    }

    @Test
    void no_clocks_are_computed_for_an_unpublished_plan() {
        var ledger = aTicket("2026-07-20T10:00Z").with("PLAN", "z/2", "2026-07-20T10:00Z").ledger();
        assertThat(ClockTracker.clocksOf(ledger, policies())).isEmpty();
    }

    @Test
    void late_fact_counts_from_its_instant_and_a_duplicate_counts_once() {
        var replied = Facts.fact("reply", at("2026-07-20T11:00Z"), "REPLIED", "fabio");
        var ledger = aTicket("2026-07-20T10:00Z").status("WAITING_CUSTOMER", "2026-07-20T12:00Z").ledger().with(replied);

        assertThat(ledger.with(replied)).isEqualTo(ledger);
        assertThat(ClockTracker.clocksOf(ledger, policies()).orElseThrow().getFirst().consumed(Instant.MAX))
                .isEqualTo(Duration.ofHours(1));
    }
}
